package io.runbridge.acceptance.campaign.arena;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What a phase did. One caller at a time. */
public final class Tally {
    private final String phase;
    private final Consumer<String> plan;
    private final List<Duration> takeOvers = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int injected;
    private int kills;
    private long lookUps;
    private Duration took = Duration.ZERO;

    Tally(String phase, Consumer<String> plan) {
        this.phase = phase;
        this.plan = plan;
    }

    /** What was drawn for the next fault, for those who want to compare two campaigns of one seed. */
    public void drawn(String format, Object... values) {
        plan.accept(phase + ": " + String.format(Locale.ROOT, format, values));
    }

    /** The phase's name. */
    public String phase() {
        return phase;
    }

    /** One fault more was injected. */
    public void injected() {
        injected++;
    }

    /** So many faults more were injected. */
    public void injected(int count) {
        injected += count;
    }

    /** Partitions were served again after so long. */
    public void takeOver(Duration after) {
        takeOvers.add(after);
    }

    /** Something of the phase itself did not go as it must, whatever the ledgers say. */
    public void failed(String what) {
        failures.add(what);
    }

    /** The phase is over. */
    public void ended(Duration duration, int killed, long looked) {
        took = duration;
        kills = killed;
        lookUps = looked;
    }

    public int injectedCount() {
        return injected;
    }

    public int kills() {
        return kills;
    }

    public long lookUps() {
        return lookUps;
    }

    public Duration took() {
        return took;
    }

    /** All take-over times, shortest first. */
    public List<Duration> takeOvers() {
        return takeOvers.stream().sorted().toList();
    }

    /** What went wrong in the phase itself. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
