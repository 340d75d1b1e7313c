package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.platform.http.Answers;
import io.runbridge.platform.http.CallSpacing;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The pipelines of a workspace, each of which must be read for its settings. An update takes {@code full_refresh}
 * and selections of tables and nothing else, so the other settings are listed for reference. Any thread. Fact: PipelineSpec of databricks-sdk-java
 * 0.149.0, where continuous, development and photon stand beside the configuration; people put them into it too.
 */
final class PipelinesCatalog implements JobCatalog {

    private static final List<String> SWITCHES = List.of("continuous", "development", "photon");
    private static final Pattern SHOWN = Pattern.compile("(continuous|development|photon|(spark|custom)\\..+)");

    private final PipelinesClient client;
    private final CallSpacing spacing;

    /** @param spacing of its calls */
    PipelinesCatalog(PipelinesClient client, CallSpacing spacing) {
        this.client = client;
        this.spacing = spacing;
    }

    @Override
    public Set<JobType> jobTypes() {
        return Set.of(JobType.DATABRICKS_PIPELINE);
    }

    @Override
    public boolean names(String externalId) {
        return DatabricksRules.PIPELINE_ID.problem(externalId).isEmpty()
                && DatabricksRules.JOB_ID.problem(externalId).isPresent();
    }

    @Override
    public CompletionStage<Answer<JobPage>> page(Optional<String> token) {
        return spacing.call(() -> client.pipelines(token, Operation.LOOK_UP))
                .thenApply(answer -> Answers.map(answer, PipelinesCatalog::read));
    }

    private static JobPage read(JsonNode page) {
        List<String> unread = new ArrayList<>();
        for (JsonNode pipeline : page.path("statuses")) {
            Json.string(pipeline, "pipeline_id")
                    .filter(id -> DatabricksRules.PIPELINE_ID.problem(id).isEmpty())
                    .ifPresent(unread::add);
        }
        return new JobPage(List.of(), unread, List.of(), Json.text(page, "next_page_token"));
    }

    @Override
    public CompletionStage<Answer<FoundJob>> job(String externalId) {
        return spacing.call(() -> client.pipeline(externalId))
                .thenApply(answer -> Answers.map(
                        answer,
                        pipeline -> new FoundJob(
                                JobType.DATABRICKS_PIPELINE,
                                externalId,
                                Json.text(pipeline, "name").orElse(externalId),
                                parameters(pipeline.path("spec")))));
    }

    private static List<JobParameter> parameters(JsonNode spec) {
        Map<String, JobParameter> parameters = new LinkedHashMap<>();
        parameters.put(
                DatabricksRules.FULL_REFRESH, GuessedValue.of("false").named(DatabricksRules.FULL_REFRESH, true));
        for (RefreshSelection selection : RefreshSelection.values()) {
            parameters.put(
                    selection.parameter(),
                    new JobParameter(selection.parameter(), DataType.ARRAY, Direction.INPUT, null, true, false));
        }
        SWITCHES.stream()
                .filter(name -> spec.path(name).isBoolean())
                .forEach(name -> parameters.put(
                        name, GuessedValue.of(spec.path(name).asText()).named(name, false)));
        spec.path("configuration").properties().stream()
                .filter(setting -> SHOWN.matcher(setting.getKey()).matches())
                .forEach(setting -> parameters.putIfAbsent(
                        setting.getKey(),
                        GuessedValue.of(setting.getValue().asText()).named(setting.getKey(), false)));
        return List.copyOf(parameters.values());
    }
}
