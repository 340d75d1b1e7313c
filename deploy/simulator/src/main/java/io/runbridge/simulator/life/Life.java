package io.runbridge.simulator.life;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The life of one run: everything it shows is computed from the time asked for, nothing ticks.
 *
 * <p>Event loop only. All times are milliseconds since the epoch.
 */
public final class Life {

    private final long createdAt;
    private final Behaviour behaviour;
    private final List<Phase> phases;
    private final long[] phaseOffsets;
    private OptionalLong startedAt = OptionalLong.empty();
    private OptionalLong cancelledAt = OptionalLong.empty();
    private OptionalLong cutAt = OptionalLong.empty();
    private Optional<Outcome> cutOutcome = Optional.empty();
    private Runnable watcher = () -> {};

    /** A run that was created and waits for {@link #start}. */
    public Life(long createdAt, Behaviour behaviour, List<Phase> phases) {
        this.createdAt = createdAt;
        this.behaviour = behaviour;
        this.phases = phases;
        this.phaseOffsets = offsets(phases, behaviour.durationMillis());
    }

    /** A run that was created then and did not have to wait. */
    public static Life since(long createdAt, Behaviour behaviour, List<Phase> phases) {
        Life life = new Life(createdAt, behaviour, phases);
        life.start(createdAt);
        return life;
    }

    private static long[] offsets(List<Phase> phases, long durationMillis) {
        int shares = phases.stream().mapToInt(Phase::share).sum();
        long[] offsets = new long[phases.size()];
        int before = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = durationMillis * before / shares;
            before += phases.get(i).share();
        }
        return offsets;
    }

    /** Calls whoever keeps an index of runs whenever something happens to the run that its times did not foretell. */
    public void whenTouched(Runnable action) {
        watcher = action;
    }

    /** Leaves the queue. */
    public void start(long at) {
        startedAt = OptionalLong.of(at);
        watcher.run();
    }

    /** Takes a cancel; without effect on a run that is over, is being cancelled already or does not heed cancels. */
    public void cancel(long now) {
        if (behaviour.heedsCancel() && cancelledAt.isEmpty() && step(now) != Step.ENDED) {
            cancelledAt = OptionalLong.of(now);
            watcher.run();
        }
    }

    /** Ends the run now, whatever it was set to do; without effect on a run that is over. */
    public void cut(long now, Outcome outcome) {
        if (step(now) != Step.ENDED) {
            cutAt = OptionalLong.of(now);
            cutOutcome = Optional.of(outcome);
            watcher.run();
        }
    }

    /** Where the run is at that time. */
    public Step step(long now) {
        OptionalLong end = end();
        if (end.isPresent() && now >= end.getAsLong()) {
            return Step.ENDED;
        }
        if (cancelledAt.isPresent() && now >= cancelledAt.getAsLong()) {
            return Step.CANCELLING;
        }
        return startedAt.isPresent() && now >= startedAt.getAsLong() ? Step.ACTIVE : Step.WAITING;
    }

    /** When the run ends or ended; empty while that cannot be known. */
    public OptionalLong end() {
        if (cutAt.isPresent()) {
            return cutAt;
        }
        if (cancelledAt.isPresent()) {
            return OptionalLong.of(cancelledAt.getAsLong() + behaviour.cancelMillis());
        }
        return startedAt.isPresent() && behaviour.outcome().ends()
                ? OptionalLong.of(startedAt.getAsLong() + behaviour.durationMillis())
                : OptionalLong.empty();
    }

    /** How the run ended; only meaningful once it has. */
    public Outcome outcome() {
        return cutOutcome.orElse(cancelledAt.isPresent() ? Outcome.CANCELLED : behaviour.outcome());
    }

    /** The word of the phase the run is in at that time; the first phase's word while it waits. */
    public String phase(long now) {
        int index = phaseIndex(now);
        return index == 0
                ? phases.get(0).word()
                : behaviour.runningWord().orElse(phases.get(index).word());
    }

    /** The number of the phase the run is in, from 0; a run that never starts stays in 0. */
    public int phaseIndex(long now) {
        if (startedAt.isEmpty() || behaviour.outcome() == Outcome.NEVER_STARTING) {
            return 0;
        }
        int index = 0;
        while (index + 1 < phases.size() && now >= phaseStart(index + 1)) {
            index++;
        }
        return index;
    }

    /** When a phase begins; only meaningful for a run that has left the queue. */
    public long phaseStart(int index) {
        return startedAt.orElse(createdAt) + phaseOffsets[index];
    }

    /** When the run changed last, as seen at that time. */
    public long changedAt(long now) {
        return switch (step(now)) {
            case WAITING -> createdAt;
            case ACTIVE -> phaseStart(phaseIndex(now));
            case CANCELLING -> cancelledAt.orElse(createdAt);
            case ENDED -> end().orElse(createdAt);
        };
    }

    /** When the run changes next if nobody touches it; empty if it stays as it is. */
    public OptionalLong nextChange(long now) {
        Step step = step(now);
        if (step == Step.ACTIVE && behaviour.outcome() != Outcome.NEVER_STARTING) {
            int next = phaseIndex(now) + 1;
            return next < phases.size() ? OptionalLong.of(phaseStart(next)) : end();
        }
        return step == Step.ENDED ? OptionalLong.empty() : end();
    }

    /** When the run was created. */
    public long createdAt() {
        return createdAt;
    }

    /** When the run left the queue; empty while it waits. */
    public OptionalLong startedAt() {
        return startedAt;
    }

    /** Whether a cancel was taken and heeded. */
    public boolean cancelRequested() {
        return cancelledAt.isPresent();
    }

    /** How the run was set to go. */
    public Behaviour behaviour() {
        return behaviour;
    }

    /** The phases it passes. */
    public List<Phase> phases() {
        return phases;
    }

    /** Whether the run is over at that time. */
    public boolean over(long now) {
        return step(now) == Step.ENDED;
    }
}
