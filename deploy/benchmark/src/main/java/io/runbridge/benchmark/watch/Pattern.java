package io.runbridge.benchmark.watch;

import java.util.Random;

/** When a poller that asks about one run a call asks again. */
enum Pattern {
    /**
     * As the waiters of the Databricks SDK for Java do: a second longer from one look to the next up to ten seconds, and up
     * to a second more by chance (source: databricks-sdk-java 0.141.0, JobsAPI.waitGetRunJobTerminatedOrSkipped). The runs
     * have been waited for long enough for that.
     */
    WAITER("SDK waiter") {
        @Override
        long firstMillis(Random random) {
            return random.nextInt(LONGEST_MS + JITTER_MS);
        }

        @Override
        long nextMillis(Random random) {
            return (long) LONGEST_MS + random.nextInt(JITTER_MS);
        }
    },
    /** Every 30 seconds. */
    FIXED("every 30 s") {
        @Override
        long firstMillis(Random random) {
            return random.nextInt(FIXED_MS);
        }

        @Override
        long nextMillis(Random random) {
            return FIXED_MS;
        }
    };

    private static final int LONGEST_MS = 10_000;
    private static final int JITTER_MS = 1_000;
    private static final int FIXED_MS = 30_000;

    private final String word;

    Pattern(String word) {
        this.word = word;
    }

    /** Name in tables. */
    String word() {
        return word;
    }

    /** How long after the beginning a run is asked about first: in the midst of its waiting. */
    abstract long firstMillis(Random random);

    /** How long after an answer it is asked about again at the latest. */
    long longestMillis() {
        return this == FIXED ? FIXED_MS : (long) LONGEST_MS + JITTER_MS;
    }

    /** How long after an answer it is asked about again. */
    abstract long nextMillis(Random random);
}
