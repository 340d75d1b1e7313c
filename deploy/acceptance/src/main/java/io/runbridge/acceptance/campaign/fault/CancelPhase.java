package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Mix;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Planned;
import io.runbridge.acceptance.campaign.arena.StartCalls;
import io.runbridge.acceptance.campaign.arena.Tally;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Cancels requests at every moment of their lives: before they come, queued, in flight, in doubt, running, ended; some
 * twice under one id, some under two.
 */
final class CancelPhase implements FaultPhase {
    private static final int AT_ONCE = 12;
    private static final int LONGEST_MS = 2_500;
    private static final double DOUBTFUL = 0.15;
    private static final Duration SETTLED = Duration.ofSeconds(60);

    private enum Moment {
        BEFORE,
        WITH_IT,
        IN_FLIGHT,
        RUNNING,
        ENDED
    }

    private enum Twice {
        NO,
        SAME_ID,
        OTHER_ID
    }

    /** One cancel as it was drawn. */
    private record Cancel(Planned planned, Moment moment, Twice twice, int millis) {
        @Override
        public String toString() {
            return "%s %s twice %s %d ms".formatted(planned.asked().jobType(), moment, twice, millis);
        }
    }

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        SlowAnswers.begin(arena, random);
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        Semaphore free = new Semaphore(AT_ONCE);
        try {
            for (int i = 0; i < count; i++) {
                if (random.nextDouble() < DOUBTFUL) {
                    String operation = StartCalls.STARTS.get(random.nextInt(StartCalls.STARTS.size()));
                    arena.simulator()
                            .fault(StartFault.pick(random)
                                    .body(
                                            operation,
                                            random.nextLong(arena.scale().latestMillis() + 1)));
                }
                Cancel cancel = draw(arena, tally, random);
                tally.drawn("%s", cancel);
                free.acquireUninterruptibly();
                workers.execute(() -> {
                    try {
                        carryOut(arena, cancel);
                    } finally {
                        free.release();
                    }
                });
                tally.injected();
            }
            free.acquireUninterruptibly(AT_ONCE);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Cancel draw(Arena arena, Tally tally, RandomGenerator random) {
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        Twice twice = Twice.values()[random.nextInt(Twice.values().length)];
        Planned planned = arena.load().maker().single(tally.phase(), Mix.ALL);
        return new Cancel(planned, moment, twice, random.nextInt(LONGEST_MS));
    }

    private static void carryOut(Arena arena, Cancel cancel) {
        String requestId = cancel.planned().requestId();
        if (cancel.moment() != Moment.BEFORE) {
            arena.load().send(cancel.planned());
        }
        switch (cancel.moment()) {
            case BEFORE, WITH_IT -> {
                // Now.
            }
            case IN_FLIGHT -> Patience.pause(cancel.millis());
            case RUNNING -> Patience.until(SETTLED, () -> arena.published().settled(requestId));
            case ENDED -> Patience.until(SETTLED, () -> arena.published().ended(requestId));
        }
        arena.load().cancel(requestId, requestId + "-first");
        if (cancel.twice() != Twice.NO) {
            Patience.pause(cancel.millis() / 2);
            String second = cancel.twice() == Twice.SAME_ID ? "-first" : "-second";
            arena.load().cancel(requestId, requestId + second);
        }
        if (cancel.moment() == Moment.BEFORE) {
            Patience.pause(cancel.millis() / 2);
            arena.load().send(cancel.planned());
        }
    }
}
