package io.runbridge.poller.round;

import io.runbridge.platform.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which ranges of a survey are asked for and when, and what their pages say together. All times are the agenda's, which
 * never run backwards. Stream thread only.
 */
interface SurveyPlan {

    /** A run to watch. */
    void add(TrackedRun run);

    /** It ended. */
    void remove(TrackedRun run);

    /** The platform says when the run started. */
    void startedAt(TrackedRun run, long startMs);

    /** A page shows this about some run, ours or not. */
    void saw(Observation seen, Instant now);

    /** The next pass that is due. */
    Optional<SurveyPass> begin(long timeMs, Instant now);

    /** Whether the next page of the pass is to be asked for; if not, its range is asked for in another way. */
    default boolean goesOn(SurveyPass pass) {
        return true;
    }

    /**
     * All pages of the pass were read.
     *
     * @param periodMs from the beginning of one pass to that of the next
     * @return runs that are worth a look of their own
     */
    List<TrackedRun> whole(SurveyPass pass, long periodMs);

    /** A page of the pass could not be read, so the pass says nothing about runs that it did not show. */
    void broken(SurveyPass pass, long againMs);

    /** Nothing is asked for any more until it is taken up again, and what it cost is forgotten. */
    void rest();

    /**
     * Whether the survey shows what becomes of the run, so that nobody needs to ask for it.
     *
     * @param patienceMs after which a pass that did not happen covers nothing
     */
    boolean covers(TrackedRun run, long timeMs, long patienceMs);

    /** Whether no change of the run since it was last asked for can have been missed. */
    default boolean knows(TrackedRun run) {
        return true;
    }

    /** Up to which time of the platform all changes have been seen; empty where that is not known. */
    default Optional<Instant> progress() {
        return Optional.empty();
    }

    /** Pages that asking for everything once takes, by the last time or by what is open. */
    double pages();

    /** Whether a run that has just started is shown without a look of its own. */
    boolean showsNewRuns();
}
