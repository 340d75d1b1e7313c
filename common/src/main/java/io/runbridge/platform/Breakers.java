package io.runbridge.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.runbridge.config.PlatformConfig.BreakerConfig;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The breakers of one platform: one for each kind of call, so that a cancel passes where polls or starts are held.
 * Immutable but for their states; any thread.
 */
public record Breakers(Breaker start, Breaker observe, Breaker cancel, Breaker lookUp) {

    /** Closed ones. */
    static Breakers of(String platform, BreakerConfig config, LongSupplier nanoTime) {
        return new Breakers(
                new Breaker(platform, "start", config, nanoTime),
                new Breaker(platform, "observe", config, nanoTime),
                new Breaker(platform, "cancel", config, nanoTime),
                new Breaker(platform, "look-up", config, nanoTime));
    }

    /** Shows each state as {@code runbridge.breaker.state}: 0 closed, 1 half-open, 2 open. */
    void bindTo(MeterRegistry registry, String platform) {
        for (Breaker breaker : List.of(start, observe, cancel, lookUp)) {
            Gauge.builder("runbridge.breaker.state", breaker, b -> b.state().metric())
                    .description("0 closed, 1 half-open, 2 open")
                    .tag("platform", platform)
                    .tag("operation", breaker.operation())
                    .register(registry);
        }
    }
}
