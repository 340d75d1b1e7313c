package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code run-now} and {@code runs/submit}.
 *
 * <p>Event loop only. One map of idempotency tokens for the whole workspace; parameters of a repeated token are not
 * compared. Source: databricks-sdk-java, RunNow; databricks/cli test server.
 */
final class RunStarts {

    private static final int TOKEN_LENGTH = 64;

    private final JobBook book;
    private final Lookup lookup;

    RunStarts(JobBook book, Lookup lookup) {
        this.book = book;
        this.lookup = lookup;
    }

    Answer runNow(Call call) {
        JsonObject body = call.json();
        JobDefinition job = lookup.job(call, Lookup.id(call, body, "job_id"));
        Optional<String> token = token(call, body);
        Map<String, String> parameters = parameters(call, body);
        Optional<Long> earlier = earlier(call, token);
        long runId = earlier.orElseGet(() ->
                book.start(job, "JOB_RUN", parameters, token, queues(job, body)).runId());
        return Answer.json(200, new JsonObject().put("run_id", runId).put("number_in_job", runId));
    }

    Answer submit(Call call) {
        JsonObject body = call.json();
        Optional<String> token = token(call, body);
        Optional<Long> earlier = earlier(call, token);
        long runId = earlier.orElseGet(() -> submitted(call, body, token).runId());
        return Answer.json(200, new JsonObject().put("run_id", runId));
    }

    private JobRun submitted(Call call, JsonObject body, Optional<String> token) {
        JsonArray tasks = body.getJsonArray("tasks", new JsonArray());
        if (tasks.isEmpty()) {
            throw DatabricksErrors.invalid(call, "At least one task must be specified.");
        }
        JsonObject settings = new JsonObject()
                .put("name", body.getString("run_name", "Untitled"))
                .put("tasks", tasks.copy());
        JobDefinition job = new JobDefinition(book.newId(), 0, JobDefinition.completed(settings));
        return book.start(job, "SUBMIT_RUN", Map.of(), token, true);
    }

    private Optional<Long> earlier(Call call, Optional<String> token) {
        Optional<Long> earlier = token.flatMap(book::startedBy);
        earlier.filter(runId -> book.deleted(runId)).ifPresent(runId -> {
            throw DatabricksErrors.invalid(
                    call, "The run " + runId + " that was started with this idempotency token has been deleted.");
        });
        return earlier;
    }

    private static Optional<String> token(Call call, JsonObject body) {
        Optional<String> token =
                Optional.ofNullable((String) body.getValue("idempotency_token")).filter(text -> !text.isEmpty());
        token.filter(text -> text.length() > TOKEN_LENGTH).ifPresent(text -> {
            throw DatabricksErrors.invalid(
                    call, "The idempotency token must be no longer than " + TOKEN_LENGTH + " characters.");
        });
        return token;
    }

    private static Map<String, String> parameters(Call call, JsonObject body) {
        if (body.containsKey("job_parameters") && body.containsKey("notebook_params")) {
            throw DatabricksErrors.invalid(call, "job_parameters cannot be combined with notebook_params.");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : body.getJsonObject("job_parameters", new JsonObject())) {
            if (!(entry.getValue() instanceof String value)) {
                throw DatabricksErrors.malformed(
                        call,
                        "Could not parse request object: Expected 'VALUE_STRING' for job_parameters." + entry.getKey()
                                + ".");
            }
            parameters.put(entry.getKey(), value);
        }
        return parameters;
    }

    private static boolean queues(JobDefinition job, JsonObject body) {
        return body.getJsonObject("queue", new JsonObject()).getBoolean("enabled", job.queues());
    }
}
