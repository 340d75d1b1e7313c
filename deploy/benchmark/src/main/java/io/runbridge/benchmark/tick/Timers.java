package io.runbridge.benchmark.tick;

import java.util.Locale;

/** Something that knows of many runs when each is to be looked at next. One thread; time is what the caller says. */
interface Timers {
    /** How long after an answer a run is looked at again. */
    long PERIOD_MS = 60_000;

    /** What is measured. */
    enum Kind {
        /** The poller-service's own, complete: due runs, the platform's budget, batches, limits of looks. */
        AGENDA,
        /** {@link java.util.concurrent.DelayQueue}, the heap that the JDK's scheduled executors also stand on: due runs alone. */
        DELAY_QUEUE;

        /** With so many runs. */
        Timers of(int runs) {
            return switch (this) {
                case AGENDA -> new AgendaTimers(runs);
                case DELAY_QUEUE -> new QueueTimers(runs);
            };
        }

        /** Name in tables. */
        String word() {
            return this == AGENDA
                    ? "runbridge"
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Takes what is due now; how many runs that are. */
    int tick(long nowMs);

    /** Says that all that was taken was answered: each is looked at again later. */
    void answer(long nowMs);
}
