package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One job type of one configured platform. All methods may be called on any thread and never block; stages complete on
 * any thread and never exceptionally: every failure is an {@link Answer.Failed} with its category. Nothing below an
 * adapter retries by itself, but for one fresh token after a 401. Each call has the platform's configured deadline.
 */
public interface RunAdapter {

    /** How a start whose answer was lost is settled. */
    enum Settlement {
        /** The start carries an idempotency token: send it again until an answer comes. */
        TOKEN,
        /** No token: list the platform's runs with {@link #lookUp} and compare. */
        LISTING
    }

    /** The job type this adapter runs. */
    JobType jobType();

    /** How lost starts are settled here. */
    Settlement settlement();

    /** Everything wrong with a start that can be said without a call; empty if it may be sent. Pure. */
    List<Problem> check(StartRun start);

    /**
     * Whether {@link #precondition} must be asked, and its answer kept, before this start is first sent. Pure.
     */
    default boolean needsPrecondition(StartRun start) {
        return false;
    }

    /**
     * Learns what every attempt of a start carries, so that at most one of them is carried out, where the platform has no
     * token for that; starts nothing. A refusal is the start's own.
     */
    default CompletionStage<Answer<String>> precondition(StartRun start) {
        throw new UnsupportedOperationException(jobType() + " starts have no precondition");
    }

    /**
     * Starts the run. UNKNOWN_OUTCOME unless the platform or the network proves otherwise.
     *
     * @param lease asked right before the first byte leaves
     */
    CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease);

    /**
     * Learns the state of the given runs in the cheapest way and hands each answer to the sink as it comes.
     *
     * @return completes when every run of the batch was answered
     */
    CompletionStage<Void> observe(List<RunRef> runs, ObservationSink sink);

    /** Asks the platform to stop the run; success means that it took the request, not that the run ended. */
    CompletionStage<Answer<Void>> cancel(RunRef run);

    /**
     * All runs of these jobs that were created or changed since then, all pages; only where settlement is LISTING.
     *
     * @param externalIds the jobs; the answer may hold runs of other jobs too
     * @param since lower bound by our clock, with allowance for skew already taken off
     */
    CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since);

    /** What a listing echoes for the parameters of this start, canonical text by name, SECRET ones left out. Pure. */
    Map<String, String> echoOf(StartRun start);

    /**
     * What {@link FoundRun#marker} says of a run that this start made: a run with another marker is not its. Empty where a
     * run cannot say whose it is. Pure.
     */
    default Optional<String> markerOf(StartRun start) {
        return Optional.empty();
    }

    /**
     * The platform's words for states that pass soon where all is well, with how long they may last before a person should
     * know. Pure.
     */
    default Map<String, Duration> passingStates() {
        return Map.of();
    }

    /** The page for people about the run. Pure. */
    String monitoringUrl(RunRef run);
}
