package io.runbridge.trigger.doubt;

/**
 * A moment in the life of a task. Immutable.
 *
 * @param wall by the wall clock, epoch milliseconds
 * @param passed milliseconds that the task has seen pass since it began
 */
record Moment(long wall, long passed) {

    /** When nothing is waited for. */
    static final Moment NEVER = new Moment(Long.MAX_VALUE, Long.MAX_VALUE);

    Moment plus(long millis) {
        return new Moment(wall + millis, passed + millis);
    }

    /** Whether it is past that moment by either measure: a clock that is set back must not keep anybody waiting. */
    boolean reached(Moment due) {
        return wall >= due.wall || passed >= due.passed;
    }
}
