package io.runbridge.platform.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.platform.PlatformText;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.parameter.EchoedText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run as its platform describes it; fields that are not needed are ignored, missing ones are empty. Immutable, any
 * thread. Fact: PipelineRun of Synapse REST 2020-12-01 and Data
 * Factory REST 2018-06-01; runEnd may be null for an ended run.
 */
record PipelineRun(
        String runId,
        String pipelineName,
        String status,
        Optional<String> message,
        Optional<Instant> runStart,
        Optional<Instant> runEnd,
        Optional<Instant> lastUpdated,
        Optional<String> parentRunId,
        Optional<String> groupId,
        Map<String, String> parameters,
        List<Output> outputs) {

    private static final int MAX_MESSAGE = 4_000;
    private static final int MAX_WORD = 100;

    /** What stands in place of a secret. One or two asterisks are a wildcard that somebody sent. */
    private static final Pattern MASKED = Pattern.compile("\\*{3,}");

    /** The run, or empty if the document has no run id, or one that cannot be one. */
    static Optional<PipelineRun> of(JsonNode json) {
        return Json.text(json, "runId")
                .filter(id -> PipelineClient.RUN_ID.problem(id).isEmpty())
                .map(runId -> new PipelineRun(
                        runId,
                        Json.text(json, "pipelineName").orElse(""),
                        cut(Json.text(json, "status").orElse("(missing)"), MAX_WORD),
                        Json.text(json, "message").map(text -> cut(text, MAX_MESSAGE)),
                        Json.instant(json, "runStart"),
                        Json.instant(json, "runEnd"),
                        Json.instant(json, "lastUpdated"),
                        Json.text(json.path("invokedBy"), "pipelineRunId"),
                        Json.text(json, "runGroupId")
                                .filter(id -> PipelineClient.RUN_ID.problem(id).isEmpty()),
                        parameters(json.path("parameters")),
                        ReturnValue.ofRun(json, runId)));
    }

    /**
     * @param askedAt when we asked, for a run that does not say when it was true
     */
    Observation observation(Instant askedAt) {
        return new Observation(
                        RunWord.status(status),
                        status,
                        message.or(() -> RunWord.hint(status)),
                        Optional.empty(),
                        runStart,
                        runEnd,
                        lastUpdated.orElse(askedAt),
                        Optional.empty())
                .ofGroup(groupId);
    }

    /**
     * As a run of the pipeline that is spelled so; a queued run has no runStart yet.
     */
    FoundRun found(String pipeline, Optional<String> marker, Instant askedAt) {
        Map<String, String> canonical = new HashMap<>();
        parameters.forEach((name, text) -> canonical.put(name, EchoedText.canonical(text)));
        return new FoundRun(
                pipeline,
                runId,
                canonical,
                marker,
                runStart.or(() -> lastUpdated).orElse(askedAt));
    }

    /**
     * The name of a parameter as it is compared: names are case-insensitive (fact: learn.microsoft.com,
     * data-factory/naming-rules), and the echo need not be spelled as the request is.
     */
    static String parameterName(String spelled) {
        return spelled.toLowerCase(Locale.ROOT);
    }

    /**
     * Values come back as text, JSON-encoded unless they were text. A SecureString may be masked, which nobody documents;
     * what is masked is not shown, for it may be what was sent.
     */
    private static Map<String, String> parameters(JsonNode echoed) {
        Map<String, String> parameters = new HashMap<>();
        echoed.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            String text = value.isTextual() ? value.textValue() : value.toString();
            if (!value.isNull() && !MASKED.matcher(text).matches()) {
                parameters.put(parameterName(entry.getKey()), text);
            }
        });
        return parameters;
    }

    private static String cut(String text, int length) {
        return PlatformText.passable(text, length);
    }

    /** Leaves parameters and outputs out: they may hold secrets. */
    @Override
    public String toString() {
        return "PipelineRun[runId=" + runId + ", status=" + status + "]";
    }
}
