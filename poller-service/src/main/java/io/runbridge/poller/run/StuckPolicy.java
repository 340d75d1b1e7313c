package io.runbridge.poller.run;

import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a run of one platform is stuck, and what is done about it. Immutable, any thread.
 *
 * @param limits how long a run may stay in a state, by the platform's word or by the name of our status; in words, case
 *     does not count and a hyphen is an underscore
 * @param cancels whether the cancel of a stuck run is asked for
 */
public record StuckPolicy(Map<String, Duration> limits, boolean cancels) {

    /** No run is ever stuck. */
    public static final StuckPolicy NONE = new StuckPolicy(Map.of(), false);

    /** How long a run may be in one state of these statuses; one that runs may take as long as it likes. */
    private static final Map<String, Duration> USUAL =
            Map.of(Status.STARTING.name(), Duration.ofHours(1), Status.UNKNOWN.name(), Duration.ofHours(1));

    public StuckPolicy {
        Map<String, Duration> byKey = new HashMap<>();
        limits.forEach((word, limit) -> byKey.put(key(word), limit));
        limits = Map.copyOf(byKey);
    }

    /**
     * The usual limits, those of the platform's words and the configured ones; later ones win.
     *
     * @param words of states that pass soon where all is well
     * @param configured for this platform
     */
    public static StuckPolicy of(Map<String, Duration> words, Map<String, Duration> configured, boolean cancels) {
        Map<String, Duration> limits = new HashMap<>(new StuckPolicy(USUAL, cancels).limits);
        limits.putAll(new StuckPolicy(words, cancels).limits);
        limits.putAll(new StuckPolicy(configured, cancels).limits);
        return new StuckPolicy(limits, cancels);
    }

    /** How long a run may stay in a state: by the platform's word, else by the status; empty for any time. */
    public Optional<Duration> limit(Status status, String platformStatus) {
        return Optional.ofNullable(limits.get(key(platformStatus)))
                .or(() -> Optional.ofNullable(limits.get(status.name())));
    }

    /** When a look will find that the run is stuck, unless its state changes; empty if never, or if it was found already. */
    public Optional<Instant> stuckFrom(OpenRun run) {
        return run.getPlatformStatus() == null || run.getStuck()
                ? Optional.empty()
                : limit(Status.valueOf(run.getStatus()), run.getPlatformStatus())
                        .map(stateSince(run)::plus);
    }

    /** A run that an earlier version stored has been in its state at least since that was last published. */
    static Instant stateSince(OpenRun run) {
        return Optional.ofNullable(run.getStateSince())
                .or(() -> Optional.ofNullable(run.getFreshAt()))
                .orElseGet(run::getStartedAt);
    }

    private static String key(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
