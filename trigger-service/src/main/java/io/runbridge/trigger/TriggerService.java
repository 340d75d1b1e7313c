package io.runbridge.trigger;

import io.runbridge.config.RunbridgeConfig;
import io.runbridge.ops.OpsAddress;
import io.runbridge.platform.Platforms;
import io.runbridge.streams.RegistryAccess;
import io.runbridge.streams.Service;
import io.runbridge.streams.ServiceCommand;
import io.runbridge.streams.ServiceContext;
import io.runbridge.streams.StreamsSettings;
import io.runbridge.trigger.ledger.LedgerRules;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.start.StartGates;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Entry point of the trigger-service. */
public final class TriggerService implements Service {

    /** A start may leave only while its claim is younger than this: then no other instance can own the task yet. */
    private static final Duration LEASE = Duration.ofMillis(StreamsSettings.SESSION_TIMEOUT_MS)
            .minusMillis(StreamsSettings.HEARTBEAT_INTERVAL_MS)
            .minusSeconds(1);

    private static final Duration ANSWERS_LIMIT = Duration.ofSeconds(5);

    /** Runs until it is stopped; see {@code --help} for options and exit codes. */
    public static void main(String... args) {
        ServiceCommand.main(new TriggerService(), args);
    }

    @Override
    public String name() {
        return "trigger-service";
    }

    @Override
    public String applicationId() {
        return "runbridge-trigger";
    }

    @Override
    public OpsAddress opsAddress(RunbridgeConfig config) {
        return new OpsAddress(config.trigger().host(), config.trigger().port());
    }

    @Override
    public Parts assemble(ServiceContext context) {
        Clock clock = Clock.systemUTC();
        RunbridgeConfig config = context.config();
        RegistryAccess registry = new RegistryAccess(context);
        Platforms platforms = Platforms.open(context.vertx(), config.platforms(), config.vaults(), clock);
        platforms.bindTo(context.metrics());
        StartGates gates = new StartGates(platforms.byName());
        TriggerMetrics metrics = new TriggerMetrics(context.metrics(), gates);
        LedgerRules rules =
                new LedgerRules(platforms.byName(), config.trigger(), gates, metrics, clock, System::nanoTime, LEASE);
        return new Parts(
                List.of(registry.contract()),
                TriggerTopology.build(
                        rules, platforms.byName(), registry.client(), registry.patience(), context.ledgerPartitions()),
                () -> awaitAnswers(gates),
                () -> {
                    platforms.close();
                    registry.close();
                });
    }

    /** A clean stop begins no new start and takes in the answers of those under way, so that it leaves no doubt. */
    private static void awaitAnswers(StartGates gates) {
        gates.stop();
        gates.awaitNone(ANSWERS_LIMIT);
    }
}
