package io.runbridge.platform;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.RateLimit.Call;
import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One configured workspace with its adapters. Immutable but for its breakers, any thread.
 *
 * @param name as the configuration names it
 * @param adapters by job type, all that its type can run, each behind the breakers
 * @param surveys behind the breakers, at most one for a job type
 * @param catalogs behind the breakers, at most one for a job type
 * @param breakers shared by all adapters
 * @param rateLimit what the platform's answers say about how many more calls it takes
 */
public record Platform(
        String name,
        PlatformConfig config,
        Map<JobType, RunAdapter> adapters,
        List<RunSurvey> surveys,
        List<JobCatalog> catalogs,
        Breakers breakers,
        RateLimit rateLimit) {

    public Platform {
        adapters = adapters.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> new GuardedAdapter(entry.getValue(), breakers)));
        surveys = surveys.stream()
                .<RunSurvey>map(survey -> new GuardedSurvey(survey, breakers.observe()))
                .toList();
        catalogs = catalogs.stream()
                .<JobCatalog>map(catalog -> new GuardedCatalog(catalog, breakers.lookUp()))
                .toList();
    }

    /** A workspace whose breakers are closed. */
    public Platform(String name, PlatformConfig config, Ports ports, RateLimit rateLimit) {
        this(
                name,
                config,
                ports.adapters(),
                ports.surveys(),
                ports.catalogs(),
                Breakers.of(name, config.breaker(), System::nanoTime),
                rateLimit);
    }

    /** A workspace without surveys and catalogues whose breakers are closed. */
    public Platform(String name, PlatformConfig config, Map<JobType, RunAdapter> adapters) {
        this(name, config, adapters, System::nanoTime);
    }

    /**
     * A workspace without surveys and catalogues whose breakers are closed.
     *
     * @param nanoTime monotonic, {@code System::nanoTime} but in tests
     */
    public Platform(String name, PlatformConfig config, Map<JobType, RunAdapter> adapters, LongSupplier nanoTime) {
        this(
                name,
                config,
                adapters,
                List.of(),
                List.of(),
                Breakers.of(name, config.breaker(), nanoTime),
                new RateLimit());
    }

    /** Shows the state of each breaker, and how many more calls the platform says that it takes, as metrics. */
    public void bindTo(MeterRegistry registry) {
        breakers.bindTo(registry, name);
        for (Call call : Call.values()) {
            Gauge.builder("runbridge.rate.limit.remaining", rateLimit, limit -> remaining(limit, call))
                    .description("Calls that the platform still takes by its own word; NaN where it says nothing")
                    .tag("platform", name)
                    .tag("operation", call.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(registry);
        }
    }

    private static double remaining(RateLimit limit, Call call) {
        OptionalLong remaining = limit.remaining(call);
        return remaining.isPresent() ? remaining.getAsLong() : Double.NaN;
    }

    @Override
    public String toString() {
        return "Platform[" + name + "]";
    }
}
