package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Refusal;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.Settings;
import io.vertx.core.json.JsonObject;

/**
 * Finds what a call names, or refuses it the way the service does.
 *
 * <p>Event loop only. "Does not exist" is 400 INVALID_PARAMETER_VALUE in one generation of the service and 404
 * RESOURCE_DOES_NOT_EXIST in the other; a setting chooses.
 */
final class Lookup {

    private final Settings settings;
    private final JobBook book;

    Lookup(Settings settings, JobBook book) {
        this.settings = settings;
        this.book = book;
    }

    /** A required id in the query. */
    static long id(Call call, String name) {
        return Long.parseLong(
                call.query(name).orElseThrow(() -> DatabricksErrors.invalid(call, "Missing required field: " + name)));
    }

    /** A required id in the body. */
    static long id(Call call, JsonObject body, String name) {
        if (!(body.getValue(name) instanceof Number number)) {
            throw DatabricksErrors.invalid(call, "Missing required field: " + name);
        }
        return number.longValue();
    }

    JobDefinition job(Call call, long jobId) {
        return book.job(jobId).orElseThrow(() -> missing(call, "Job " + jobId + " does not exist."));
    }

    JobRun run(Call call, long runId) {
        return book.run(runId).orElseThrow(() -> missing(call, "Run " + runId + " does not exist."));
    }

    /** The run with that id, or the run one of whose tasks has it. */
    JobRun runOrTask(Call call, long id) {
        return book.runOfTask(id).orElseGet(() -> run(call, id));
    }

    private Refusal missing(Call call, String message) {
        int status = (int) settings.number(Setting.JOBS_NOT_FOUND_STATUS);
        return call.refuse(status, status == 404 ? "RESOURCE_DOES_NOT_EXIST" : "INVALID_PARAMETER_VALUE", message);
    }
}
