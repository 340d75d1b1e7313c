package io.runbridge.poller.history;

import io.runbridge.platform.Observation;
import io.runbridge.poller.history.PlatformRun.State;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A workspace in memory: its runs, ours and those of others, and what it says of them. */
final class ModelPlatform {

    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final Flavour flavour;
    private final Timeline timeline;
    private final RandomGenerator random;
    private final Weather weather;
    private final long aheadMs;
    private final boolean dreamsOfTheFuture;
    private final Map<String, PlatformRun> runs = new HashMap<>();

    ModelPlatform(Flavour flavour, Timeline timeline, RandomGenerator random, Weather weather) {
        this.flavour = flavour;
        this.timeline = timeline;
        this.random = random;
        this.weather = weather;
        long skewMs = CLOCK_SKEW.toMillis();
        this.aheadMs = random.nextBoolean() ? 0 : random.nextLong(2 * skewMs) - skewMs;
        this.dreamsOfTheFuture = random.nextInt(4) == 0;
    }

    Flavour flavour() {
        return flavour;
    }

    Timeline timeline() {
        return timeline;
    }

    RandomGenerator random() {
        return random;
    }

    Weather weather() {
        return weather;
    }

    void add(PlatformRun run) {
        runs.put(run.runId(), run);
    }

    PlatformRun run(String runId) {
        return runs.get(runId);
    }

    Collection<PlatformRun> runs() {
        return runs.values();
    }

    /** The runs that a list may still show. */
    List<PlatformRun> lately(long nowMs, Duration since) {
        List<PlatformRun> lately = new ArrayList<>();
        for (PlatformRun run : runs.values()) {
            if (run.createdMs() <= nowMs && run.endMs() >= nowMs - since.toMillis()) {
                lately.add(run);
            }
        }
        return lately;
    }

    /** As the platform's own clock says it. */
    Instant stamp(long ms) {
        return Instant.ofEpochMilli(ms + aheadMs);
    }

    /**
     * What the run shows.
     *
     * @param atMs of the state that is shown
     * @param askedMs when it was asked for, by the true time
     * @param brief whether it is a list that tells no messages
     */
    Observation observe(PlatformRun run, long atMs, long askedMs, boolean brief) {
        State state = run.at(atMs);
        boolean failed = state.word().status() == Status.FAILED;
        boolean ended = state.word().end();
        return new Observation(
                state.word().status(),
                state.word().word(),
                brief ? Optional.empty() : state.message(),
                failed && !brief ? Optional.of("E1") : Optional.empty(),
                Optional.of(stamp(run.createdMs())),
                ended ? Optional.of(stamp(state.fromMs())) : Optional.empty(),
                flavour.bearsItsTime() ? updated(run, atMs) : Instant.ofEpochMilli(askedMs),
                Optional.empty());
    }

    /** Now and then, a time that cannot be. */
    private Instant updated(PlatformRun run, long atMs) {
        Instant stamp = stamp(run.updatedMs(atMs));
        boolean absurd = dreamsOfTheFuture && weather.rough(timeline.nowMs()) && random.nextInt(200) == 0;
        return absurd ? stamp.plus(Duration.ofDays(1 + random.nextInt(30_000))) : stamp;
    }
}
