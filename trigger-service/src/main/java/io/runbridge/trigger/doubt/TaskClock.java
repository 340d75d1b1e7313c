package io.runbridge.trigger.doubt;

/**
 * Time as the task sees it pass. The wall clock may be set while the task runs, so from one reading to the next it is
 * believed to have moved on by a second at most, and never back: a task that is held up longer counts less than passed,
 * which only makes it wait longer. Stream thread only.
 */
final class TaskClock {

    /** Readings are 50 ms apart, unless the thread is held up. */
    private static final long LONGEST_STEP_MS = 1_000;

    private long wall;
    private long passed;

    /** @param now epoch milliseconds */
    TaskClock(long now) {
        this.wall = now;
    }

    /** The moment at which the wall clock shows this, epoch milliseconds. */
    Moment at(long now) {
        long step = now - wall;
        // A little back is a reading that was taken earlier and comes later: what follows it was counted already.
        if (step > 0 || step < -LONGEST_STEP_MS) {
            passed += Math.max(0, Math.min(LONGEST_STEP_MS, step));
            wall = now;
        }
        return new Moment(now, passed);
    }
}
