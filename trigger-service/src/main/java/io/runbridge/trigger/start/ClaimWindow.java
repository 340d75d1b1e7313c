package io.runbridge.trigger.start;

/**
 * How many claims may be open at once. A claim that this process is too slow to send in its lease is written in vain, and
 * the more are open the later each of them leaves; so a lapse halves the window, and claims that left widen it again, in
 * the time of eight of their answers by as much as it is wide. Any thread.
 */
final class ClaimWindow {

    private static final int LEAST = 8;
    private static final double WIDENED_BY = 1.0 / 8;

    /** Claims that lapse together are one lapse. */
    private static final long HALVED_AT_MOST_EVERY_MS = 1_000;

    private final int most;
    private double width;
    private long halvedMs;

    /** @param most claims that are ever wanted open at once */
    ClaimWindow(int most) {
        this.most = most;
        this.width = most;
    }

    /** Claims that may be open now. */
    synchronized int width() {
        return (int) width;
    }

    /** A claim's lease was over before its call left. */
    synchronized void lapsed(long nowMs) {
        if (Math.abs(nowMs - halvedMs) >= HALVED_AT_MOST_EVERY_MS) {
            halvedMs = nowMs;
            width = Math.min(most, Math.max(LEAST, width / 2));
        }
    }

    /** A claim's call was answered, whatever the answer. */
    synchronized void left() {
        width = Math.min(most, width + WIDENED_BY);
    }
}
