package io.runbridge.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.ops.Readiness;
import io.runbridge.ops.StopSignal;
import io.vertx.core.Vertx;

/**
 * What the shell gives to a service. Immutable, any thread.
 *
 * @param config checked
 * @param ledgerPartitions partitions of each of the ledger's topics, as they are on the broker
 * @param replication the fewest replicas that one of our topics has
 * @param vertx the only one of the process, for all that goes over the network; closed by the shell after the service
 * @param metrics for meters named {@code runbridge_*}
 * @param readiness for conditions of the service itself
 * @param stop requested once the service shall end
 */
public record ServiceContext(
        RunbridgeConfig config,
        int ledgerPartitions,
        int replication,
        Vertx vertx,
        MeterRegistry metrics,
        Readiness readiness,
        StopSignal stop) {}
