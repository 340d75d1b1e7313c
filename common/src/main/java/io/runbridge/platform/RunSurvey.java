package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Learns about many runs of a workspace with one call, page by page; who asks decides what to ask, when, and what a
 * missing run means. Pages hold runs of others too. Any thread; stages complete on any thread and never exceptionally.
 */
public interface RunSurvey {

    /** What the pages of a range say together. */
    enum Kind {
        /**
         * The runs that are active, sorted into ranges by the time they started. The list may lag, may repeat or leave
         * out runs, and leaves out some that have not ended: a difference or a missing run is worth a look, and no more.
         */
        ACTIVE_RUNS,
        /**
         * The runs that changed, sorted into ranges by the time they last did, by the platform's clock. Each bears that
         * time, so it is as good as an answer about the run alone; a missing run has not changed.
         */
        CHANGES
    }

    /** What its pages say. */
    Kind kind();

    /** The job types whose runs it shows. */
    Set<JobType> jobTypes();

    /** Most runs on a page. */
    int pageSize();

    /** Whether it heeds ranges; one that does not shows everything, whatever the range. */
    boolean ranged();

    /**
     * Whether a look at the run alone would tell no more than the page that says this. Mostly it would of one that failed:
     * why it did; and of one that ended well what it gave back, where that is asked for.
     */
    default boolean tellsAll(Observation seen) {
        return kind() == Kind.CHANGES && seen.status() != Status.FAILED;
    }

    /**
     * One page.
     *
     * @param token of the page before, empty for the first
     */
    CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token);

    /**
     * A span of time, both ends included.
     *
     * @param from empty for no lower bound
     * @param to empty for no upper bound
     */
    record Range(Optional<Instant> from, Optional<Instant> to) {

        /** Everything. */
        public static final Range ALL = new Range(Optional.empty(), Optional.empty());
    }
}
