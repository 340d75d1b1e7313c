package io.runbridge.poller.duration;

import java.util.Arrays;
import java.util.Optional;

/**
 * How long the latest runs of one job took, in at most {@value #MOST_BYTES} bytes: each duration is one byte on a
 * logarithmic scale, so it is kept within {@value #RELATIVE_ERROR} of itself from 100 ms to 36 days, and a run counts half
 * as much as one that ended {@value #HALF_LIFE} runs after it. Immutable, any thread.
 */
public final class DurationSketch {

    /** Runs that are remembered; older ones are forgotten. */
    static final int MOST_RUNS = 48;

    /** Version of the bytes: itself, then a byte per run, the latest last. */
    static final byte VERSION = 1;

    static final int MOST_BYTES = 1 + MOST_RUNS;

    /** Fewer runs say nothing about the next one. */
    static final int FEWEST_RUNS = 5;

    static final int HALF_LIFE = 16;

    /** Most by which a quantile differs from that of the true durations, as a share of it: half a step of the scale. */
    static final double RELATIVE_ERROR = 0.035;

    private static final long SHORTEST_MS = 100;
    private static final double STEP = 1.07;
    private static final int LONGEST_CODE = 255;
    private static final double AGEING = Math.pow(0.5, 1.0 / HALF_LIFE);
    private static final DurationSketch EMPTY = new DurationSketch(new byte[0]);

    private final byte[] codes;

    private DurationSketch(byte[] codes) {
        this.codes = codes;
    }

    /** A job of which no run is known. */
    static DurationSketch empty() {
        return EMPTY;
    }

    /** What {@link #toBytes} wrote; empty for bytes of another version, for what they say can be learned again. */
    static Optional<DurationSketch> read(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        return Optional.of(new DurationSketch(Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    byte[] toBytes() {
        byte[] bytes = new byte[1 + codes.length];
        bytes[0] = VERSION;
        System.arraycopy(codes, 0, bytes, 1, codes.length);
        return bytes;
    }

    /** Runs that are remembered, 0 to {@value #MOST_RUNS}. */
    int runs() {
        return codes.length;
    }

    /**
     * This sketch with one more run, the latest.
     *
     * @param durationMs what is shorter or longer than the scale counts as its shortest or longest
     */
    DurationSketch with(long durationMs) {
        int kept = Math.min(codes.length, MOST_RUNS - 1);
        byte[] next = Arrays.copyOfRange(codes, codes.length - kept, codes.length + 1);
        next[kept] = (byte) code(durationMs);
        return new DurationSketch(next);
    }

    /**
     * The duration in milliseconds that runs of the given share of the weight did not exceed.
     *
     * @param share more than 0, at most 1
     * @throws IllegalStateException if no run is known
     */
    long quantileMs(double share) {
        if (codes.length == 0) {
            throw new IllegalStateException("Tried to take a quantile of a sketch, but it knows no run");
        }
        double[] weights = new double[LONGEST_CODE + 1];
        double total = 0;
        double weight = 1;
        for (int i = codes.length - 1; i >= 0; i--) {
            weights[Byte.toUnsignedInt(codes[i])] += weight;
            total += weight;
            weight *= AGEING;
        }
        int code = -1;
        int longest = 0;
        double below = 0;
        while (below < share * total && code < LONGEST_CODE) {
            code++;
            below += weights[code];
            longest =
                    weights[code] > 0 ? code : longest; // so that rounding of the sums never names a duration of no run
        }
        return durationMs(longest);
    }

    /** When the next run may end; empty below {@value #FEWEST_RUNS} runs. */
    Optional<ExpectedDuration> expected() {
        return runs() < FEWEST_RUNS
                ? Optional.empty()
                : Optional.of(new ExpectedDuration(quantileMs(0.1), quantileMs(0.5), quantileMs(0.9)));
    }

    private static int code(long durationMs) {
        double steps = Math.log((double) Math.max(SHORTEST_MS, durationMs) / SHORTEST_MS) / Math.log(STEP);
        return (int) Math.min(LONGEST_CODE, Math.round(steps));
    }

    private static long durationMs(int code) {
        return Math.round(SHORTEST_MS * Math.pow(STEP, code));
    }
}
