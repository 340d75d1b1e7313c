package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Problem;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.http.IdRule;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** What can be said about a start on Databricks without asking it. Any thread. */
final class DatabricksRules {

    /** Fact: ids have 15 digits and more. */
    static final IdRule JOB_ID = IdRule.number("numeric job id");

    static final IdRule RUN_ID = IdRule.number("numeric run id");
    static final IdRule PIPELINE_ID = IdRule.matching("pipeline id", "[A-Za-z0-9-]+", 64);
    static final IdRule UPDATE_ID = IdRule.matching("update id", "[A-Za-z0-9-]+", 64);

    static final String FULL_REFRESH = "full_refresh";

    static final String INVALID_RECOVERY = "INVALID_RECOVERY";

    private static final int MAX_TASK_KEY = 100;
    private static final Pattern TASK_KEY = Pattern.compile("[\\w-]{1," + MAX_TASK_KEY + "}");

    private DatabricksRules() {}

    static List<Problem> checkJob(StartRun start) {
        List<Problem> problems = common(start, JOB_ID);
        start.recovery().ifPresent(recovery -> repair(recovery, start, problems));
        for (Parameter parameter : start.parameters()) {
            if (sent(parameter) && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value) {
                if (value.json().isNull()) {
                    problems.add(invalid(parameter, "has no value: leave it out to get the job's default"));
                }
            }
        }
        return problems;
    }

    static List<Problem> checkPipeline(StartRun start) {
        List<Problem> problems = common(start, PIPELINE_ID);
        if (start.recovery().isPresent()) {
            problems.add(recovery(
                    "recovery",
                    "is not possible for a pipeline: start it again with " + FULL_REFRESH + " or "
                            + RefreshSelection.names()));
        }
        for (Parameter parameter : start.parameters()) {
            if (UpdateOrder.sent(parameter)
                    && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value
                    && !value.json().isNull()) {
                if (parameter.getName().equals(FULL_REFRESH)) {
                    if (!value.json().isBoolean()) {
                        problems.add(invalid(parameter, "must be true or false"));
                    }
                } else if (!isNames(value.json())) {
                    problems.add(invalid(parameter, "must be an ARRAY of names"));
                }
            }
        }
        return problems;
    }

    private static boolean isNames(JsonNode json) {
        return json.isArray() && StreamSupport.stream(json.spliterator(), false).allMatch(JsonNode::isTextual);
    }

    /** Whether the direction of a parameter lets it go to Databricks. */
    static boolean sent(Parameter parameter) {
        return parameter.getDirection() == Direction.INPUT || parameter.getDirection() == Direction.INPUT_OUTPUT;
    }

    private static List<Problem> common(StartRun start, IdRule externalId) {
        List<Problem> problems = new ArrayList<>();
        externalId
                .problem(start.externalId())
                .ifPresent(rule -> problems.add(new Problem("INVALID_EXTERNAL_ID", "externalId", rule)));
        for (Parameter parameter : start.parameters()) {
            if (ParameterValue.of(parameter) instanceof ParameterValue.Invalid value) {
                problems.add(invalid(parameter, value.rule()));
            }
        }
        return problems;
    }

    /** Fact: RepairRun of databricks-sdk-java 0.149.0; a task key has 1 to 100 characters. */
    private static void repair(Recovery recovery, StartRun start, List<Problem> problems) {
        RUN_ID.problem(recovery.getReferenceRunId())
                .ifPresent(rule -> problems.add(recovery("recovery.referenceRunId", rule)));
        if (!recovery.getIsRecovery()) {
            problems.add(recovery(
                    "recovery.isRecovery",
                    "must be true: Databricks repairs a run, and starts none with the parameters of another"));
        }
        if (!start.parameters().isEmpty()) {
            problems.add(recovery("parameters", "must be empty with a run to repair, whose parameters are used"));
        }
        String task = recovery.getStartActivityName();
        if (task != null && !TASK_KEY.matcher(task).matches()) {
            problems.add(recovery(
                    "recovery.startActivityName",
                    "must be the key of a task: 1 to " + MAX_TASK_KEY + " letters, digits, - and _"));
        }
    }

    private static Problem recovery(String field, String rule) {
        return new Problem(INVALID_RECOVERY, field, rule);
    }

    private static Problem invalid(Parameter parameter, String rule) {
        return new Problem("INVALID_PARAMETER", "parameters[" + parameter.getName() + "]", rule);
    }
}
