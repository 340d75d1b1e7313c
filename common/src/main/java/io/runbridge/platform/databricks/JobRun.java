package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Observation;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job run as runs/get describes it. {@code state} is the first witness; what it does not tell, because it is missing
 * or uses an unknown word, {@code status} may. Immutable, any thread. Fact: Run of databricks-sdk-java 0.149.0.
 *
 * @param platformStatus the words that decided, e.g. {@code TERMINATED/SUCCESS}
 */
record JobRun(Status status, String platformStatus, JsonNode run) {

    private static final int MAX_MESSAGE = 4_000;
    private static final Pattern PAGE = Pattern.compile("https?://[^\\s\"'<>]{1,2000}");

    /** What the document says; without a known word the status is UNKNOWN. */
    static JobRun of(JsonNode run) {
        Optional<JobRun> first = ofState(run);
        return first.filter(told -> told.status != Status.UNKNOWN)
                .or(() -> ofStatus(run).filter(told -> told.status != Status.UNKNOWN))
                .or(() -> first)
                .or(() -> ofStatus(run))
                .orElseGet(() -> new JobRun(Status.UNKNOWN, "(missing)", run));
    }

    private static Optional<JobRun> ofState(JsonNode run) {
        JsonNode state = run.path("state");
        return Json.text(state, "life_cycle_state").map(word -> {
            Optional<LifeCycleState> lifeCycle = LifeCycleState.of(word);
            Optional<Status> working = lifeCycle.flatMap(LifeCycleState::status);
            if (working.isPresent()) {
                return new JobRun(working.get(), Words.word(word), run);
            }
            Optional<String> result = Json.text(state, "result_state");
            Status ended = lifeCycle
                    .flatMap(l -> l.ended(result.flatMap(ResultState::of)))
                    .orElse(Status.UNKNOWN);
            return new JobRun(ended, words(word, result), run);
        });
    }

    private static Optional<JobRun> ofStatus(JsonNode run) {
        JsonNode status = run.path("status");
        return Json.text(status, "state").map(word -> {
            Optional<StatusState> state = StatusState.of(word);
            Optional<Status> working = state.flatMap(StatusState::status);
            if (working.isPresent()) {
                return new JobRun(working.get(), Words.word(word), run);
            }
            Optional<String> code = Json.text(status.path("termination_details"), "code");
            Status ended = state.flatMap(terminated -> code.flatMap(TerminationCode::of))
                    .map(TerminationCode::status)
                    .orElse(Status.UNKNOWN);
            return new JobRun(ended, words(word, code), run);
        });
    }

    private static String words(String word, Optional<String> detail) {
        return Words.word(word) + detail.map(d -> "/" + Words.word(d)).orElse("");
    }

    /**
     * @param askedAt when we asked: these answers do not say when they were true
     */
    Observation observation(Instant askedAt) {
        return new Observation(
                status,
                platformStatus,
                message(),
                errorCode(),
                Json.millis(run, "start_time"),
                Json.millis(run, "end_time"),
                askedAt,
                Json.text(run, "run_page_url").filter(url -> PAGE.matcher(url).matches()));
    }

    /** The text about it, cut. */
    Optional<String> message() {
        JsonNode state = run.path("state");
        JsonNode details = run.path("status");
        Optional<String> waiting = status == Status.STARTING ? queued(state, details) : Optional.empty();
        return waiting.or(() -> Json.text(state, "state_message"))
                .or(() -> Json.text(details.path("termination_details"), "message"))
                .or(this::unsaid)
                .or(() -> LifeCycleState.of(platformStatus).flatMap(LifeCycleState::hint))
                .map(text -> Words.cut(text, MAX_MESSAGE));
    }

    /** Why the run waits: the code where there is one, for programs, and the text of either witness. */
    private static Optional<String> queued(JsonNode state, JsonNode details) {
        JsonNode queue = details.path("queue_details");
        Optional<String> text = Json.text(queue, "message").or(() -> Json.text(state, "queue_reason"));
        Optional<String> code = Json.text(queue, "code");
        return code.map(word -> text.map(told -> word + ": " + told).orElse(word))
                .or(() -> text);
    }

    private Optional<String> unsaid() {
        return status == Status.SUCCESS && platformStatus.endsWith(ResultState.SUCCESS_WITH_FAILURES.name())
                ? Optional.of("Some tasks failed, but every task at the end of the job succeeded")
                : Optional.empty();
    }

    private Optional<String> errorCode() {
        if (status != Status.FAILED) {
            return Optional.empty();
        }
        return Json.text(run.path("status").path("termination_details"), "code")
                .or(() -> Json.text(run.path("state"), "result_state"))
                .or(() -> Json.text(run.path("state"), "life_cycle_state"))
                .map(Words::word);
    }
}
