package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Observation;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline update as the workspace describes it; it names neither an error nor its end. Immutable, any thread. Fact:
 * UpdateInfo of databricks-sdk-java 0.149.0; creation_time is a number here and text in latest_updates.
 */
record Update(String updateId, String word, Optional<Instant> createdAt, Optional<String> cause, UpdateOrder order) {

    /** Causes of an update that Databricks starts itself in place of one that ended. */
    private static final Set<String> SUCCESSION =
            Set.of("RETRY_ON_FAILURE", "SCHEMA_CHANGE", "SERVICE_UPGRADE", "INFRASTRUCTURE_MAINTENANCE");

    private static final int MAX_MESSAGE = 4_000;
    private static final String API_CALL = "API_CALL";

    /** The update, or empty if the document names none. */
    static Optional<Update> of(JsonNode json) {
        return Json.text(json, "update_id")
                .filter(id -> DatabricksRules.UPDATE_ID.problem(id).isEmpty())
                .map(id -> new Update(
                        id,
                        Words.word(Json.text(json, "state").orElse("(missing)")),
                        Json.millis(json, "creation_time").or(() -> Json.instant(json, "creation_time")),
                        Json.text(json, "cause"),
                        UpdateOrder.of(json)));
    }

    Status status() {
        return UpdateState.of(word).map(UpdateState::status).orElse(Status.UNKNOWN);
    }

    /**
     * @param askedAt when we asked: these answers do not say when they were true
     */
    Observation observation(Optional<String> message, Instant askedAt) {
        return new Observation(
                status(),
                word,
                message.map(text -> Words.cut(text, MAX_MESSAGE)),
                Optional.empty(),
                createdAt,
                Optional.empty(),
                askedAt,
                Optional.empty());
    }

    boolean ended() {
        return switch (status()) {
            case SUCCESS, FAILED, CANCELLED -> true;
            case STARTING, RUNNING, UNKNOWN -> false;
        };
    }

    /** Whether it may have been started by a call to the API, as ours are. */
    boolean maybeByApi() {
        return cause.map(API_CALL::equals).orElse(true);
    }

    /** Whether Databricks started it in place of another one. */
    boolean successor() {
        return cause.filter(SUCCESSION::contains).isPresent();
    }
}
