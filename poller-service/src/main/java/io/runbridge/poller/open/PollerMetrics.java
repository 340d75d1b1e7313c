package io.runbridge.poller.open;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the poller-service counts, under {@code runbridge_} in Prometheus. Any thread. */
public final class PollerMetrics {

    private static final String PLATFORM = "platform";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> gauges = new ConcurrentHashMap<>();

    public PollerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Runs that were opened, or closed where negative. */
    void openRuns(String platform, int change) {
        gauge("runbridge.open.runs", "Runs that have not ended", platform).addAndGet(change);
    }

    /** Open runs that turned stuck, or are it no longer where negative. */
    void stuckRuns(String platform, int change) {
        gauge("runbridge.stuck.runs", "Runs that have been in their state for longer than they may", platform)
                .addAndGet(change);
    }

    /** Open runs whose platform or job type is not configured here. */
    void unservedRuns(String platform, int count) {
        gauge("runbridge.unserved.runs", "Open runs whose platform is not configured", platform)
                .set(count);
    }

    /** Whether too many runs are missed at once, so that none ends. */
    void notFoundHeld(String platform, boolean held) {
        gauge("runbridge.not.found.held", "1 while too many runs are not found and none ends", platform)
                .set(held ? 1 : 0);
    }

    /** A look at one run and what came of it. */
    void polled(String platform, Enum<?> outcome) {
        registry.counter("runbridge.poll", PLATFORM, platform, "outcome", word(outcome))
                .increment();
    }

    /** A page of a survey and what came of it. */
    void paged(String platform, Enum<?> survey, Enum<?> outcome) {
        registry.counter("runbridge.poll.pages", PLATFORM, platform, "survey", word(survey), "outcome", word(outcome))
                .increment();
    }

    /** How much later than planned a look left. */
    void lateness(String platform, long lateMs) {
        registry.timer("runbridge.poll.lateness", PLATFORM, platform).record(Duration.ofMillis(Math.max(0, lateMs)));
    }

    void statusPublished(Status status) {
        registry.counter("runbridge.status.published", "status", word(status)).increment();
    }

    /** Activities of one run that has ended. */
    void activitiesPublished(String platform, int count) {
        registry.counter("runbridge.activities.published", PLATFORM, platform).increment(count);
    }

    /** A status word that is in no table. */
    void unknownStatus(String platform) {
        registry.counter("runbridge.unknown.status", PLATFORM, platform).increment();
    }

    void timeoutRequested(String platform) {
        registry.counter("runbridge.timeouts", PLATFORM, platform).increment();
    }

    /** The cancel of a stuck run was asked for. */
    void stuckCancelRequested(String platform) {
        registry.counter("runbridge.stuck.cancels", PLATFORM, platform).increment();
    }

    void deadLetter(String topic) {
        registry.counter("runbridge.dead.letters", "topic", topic).increment();
    }

    /** A run-started record that opened nothing. */
    void startIgnored(Enum<?> reason) {
        registry.counter("runbridge.starts.ignored", "reason", word(reason)).increment();
    }

    private AtomicInteger gauge(String name, String description, String platform) {
        return gauges.computeIfAbsent(name + '/' + platform, key -> {
            AtomicInteger value = new AtomicInteger();
            Gauge.builder(name, value, AtomicInteger::get)
                    .description(description)
                    .tag(PLATFORM, platform)
                    .register(registry);
            return value;
        });
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
