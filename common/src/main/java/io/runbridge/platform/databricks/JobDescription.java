package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the answers about one job say together. A job with more than one task is a workflow. Immutable, any thread. Fact:
 * JobSettings, JobParameterDefinition and Task of databricks-sdk-java 0.149.0; {@code base_parameters} of notebook tasks
 * are baked into the job and listed for reference.
 *
 * @param pages of its settings, at least one; each holds other tasks and parameters
 */
record JobDescription(String jobId, List<JsonNode> pages) {

    /** Arrays longer than this are cut off in lists of jobs. */
    private static final int LONGEST_LISTED = 100;

    JobDescription {
        pages = List.copyOf(pages);
    }

    /**
     * A job on a page of the list of jobs, if that tells all about it. Whether the list shows job parameters is not
     * documented, so a job that shows none is asked for them.
     */
    static Optional<FoundJob> listed(String jobId, JsonNode job) {
        int parameters = job.path("settings").path("parameters").size();
        boolean whole = parameters > 0
                && parameters < LONGEST_LISTED
                && !job.path("has_more").asBoolean();
        return whole ? Optional.of(new JobDescription(jobId, List.of(job)).job()) : Optional.empty();
    }

    FoundJob job() {
        Map<String, JobParameter> parameters = new LinkedHashMap<>();
        each("parameters").forEach(parameter -> Json.text(parameter, "name")
                .ifPresent(name -> parameters.putIfAbsent(
                        name,
                        GuessedValue.of(parameter.path("default").asText()).named(name, true))));
        List<JsonNode> tasks = each("tasks");
        tasks.forEach(task -> task.path("notebook_task")
                .path("base_parameters")
                .properties()
                .forEach(given -> parameters.putIfAbsent(
                        given.getKey(),
                        GuessedValue.of(given.getValue().asText()).named(given.getKey(), false))));
        String name = Json.text(pages.get(0).path("settings"), "name").orElse(jobId);
        return new FoundJob(
                tasks.size() > 1 ? JobType.DATABRICKS_WORKFLOW : JobType.DATABRICKS_JOB,
                jobId,
                name,
                List.copyOf(parameters.values()));
    }

    private List<JsonNode> each(String array) {
        List<JsonNode> elements = new ArrayList<>();
        pages.forEach(page -> page.path("settings").path(array).forEach(elements::add));
        return elements;
    }
}
