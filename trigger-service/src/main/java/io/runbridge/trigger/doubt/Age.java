package io.runbridge.trigger.doubt;

import java.time.Duration;

/**
 * How old a doubt is. What the task has seen of its life counts in full. What was before is known only by the clocks of two
 * hosts, and by ours only as far as it has not been set since. Immutable.
 *
 * @param since when the outcome became unknown, epoch milliseconds
 * @param seen when the task learnt of the doubt
 * @param now when it is asked for
 */
record Age(long since, Moment seen, Moment now) {

    /** Whether a start that was lost then can no longer appear; the clocks of two hosts may differ by the skew. */
    boolean settled(Duration settle, Duration skew) {
        return watched() >= settle.toMillis() || told() >= settle.plus(skew).toMillis();
    }

    boolean atLeast(long millis) {
        return Math.max(watched(), told()) >= millis;
    }

    private long watched() {
        return now.passed() - seen.passed();
    }

    private long told() {
        return Math.min(now.wall() - since, seen.wall() - since + watched());
    }
}
