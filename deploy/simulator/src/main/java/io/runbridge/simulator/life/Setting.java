package io.runbridge.simulator.life;

import java.util.Arrays;
import java.util.Optional;

/** The simulator's switches, with the names the control API uses and the values they start with. */
public enum Setting {
    /** How long a run takes, milliseconds. */
    RUN_MILLIS("runMillis", 3_000L),
    /** How long bringing a cancelled run down takes, milliseconds. */
    CANCEL_MILLIS("cancelMillis", 500L),
    /** How long a new run is missing from lists and queries, milliseconds. */
    LISTING_LAG_MILLIS("listingLagMillis", 0L),
    /** How long a new run is not found under its own id, milliseconds. */
    READ_LAG_MILLIS("readLagMillis", 0L),
    /** How long issued tokens live, seconds; Entra ID says 3599. */
    TOKEN_SECONDS("tokenSeconds", 3_599L),
    /** How much later every call to a platform is answered, milliseconds. */
    ANSWER_MILLIS("answerMillis", 0L),
    /** How many calls a second each platform takes before it answers 429; 0: all. */
    CALLS_PER_SECOND("callsPerSecond", 0L),
    /** Pipelines of Synapse and Data Factory: whether lastUpdated of a running run moves although nothing happened. */
    LAST_UPDATED_MOVES("lastUpdatedMoves", true),
    /** Pipelines of Synapse and Data Factory: how often it moves, milliseconds. */
    LAST_UPDATED_MILLIS("lastUpdatedMillis", 30_000L),
    /** Pipelines of Synapse and Data Factory: pipelines on one page of the list. */
    PIPELINE_PAGE_SIZE("pipelinePageSize", 100L),
    /** Pipelines of Synapse and Data Factory: runs on one page of a query; the service says 100. */
    QUERY_PAGE_SIZE("queryPageSize", 100L),
    /** Pipelines of Synapse and Data Factory: whether parameters the pipeline does not declare are refused (not known of the service). */
    REFUSE_UNDECLARED("refuseUndeclaredParameters", false),
    /** Pipelines of Synapse and Data Factory: whether runs show SecureString values as asterisks (not known of the service). */
    MASK_SECURE_STRINGS("maskSecureStrings", true),
    /** Synapse: whether runs show their return value themselves (not known of the service). */
    RETURN_VALUE_ON_RUN("returnValueOnRun", false),
    /** Databricks jobs: how much of a notebook's result is given, bytes; the service says 5 MB. */
    RESULT_BYTES("resultBytes", 5_242_880L),
    /** Databricks jobs: the HTTP status of "does not exist", 400 or 404 (both are seen). */
    JOBS_NOT_FOUND_STATUS("jobsNotFoundStatus", 400L),
    /** Databricks pipelines: the HTTP status of "an active update already exists", 409 or 400. */
    ACTIVE_UPDATE_STATUS("activeUpdateStatus", 409L),
    /** Databricks pipelines: whether {@code /updates/{id}/stop} exists; no SDK knows it. */
    UPDATE_STOP_EXISTS("updateStopExists", false),
    /** Databricks: whether the caller is no member, and must show that it manages the workspace in Azure. */
    CONTRIBUTORS_ONLY("contributorsOnly", false),
    /** Databricks pipelines: how long after a failed update its retry is created, milliseconds. */
    RETRY_DELAY_MILLIS("retryDelayMillis", 0L);

    private final String word;
    private final boolean numeric;
    private final long number;
    private final boolean flag;

    Setting(String word, long number) {
        this.word = word;
        this.numeric = true;
        this.number = number;
        this.flag = false;
    }

    Setting(String word, boolean flag) {
        this.word = word;
        this.numeric = false;
        this.number = 0;
        this.flag = flag;
    }

    /** The name in the control API. */
    public String word() {
        return word;
    }

    /** The value at the start and after a reset: a Long or a Boolean. */
    public Object initial() {
        return numeric ? (Object) number : (Object) flag;
    }

    /** The switch of that name. */
    public static Optional<Setting> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }
}
