package io.runbridge.platform.databricks;

import io.runbridge.platform.Problem;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.http.IdRule;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Parameter;
import java.util.ArrayList;
import java.util.List;

/** What can be said about a start on Databricks without asking it. Any thread. */
final class DatabricksRules {

    /** Fact: ids have 15 digits and more. */
    static final IdRule JOB_ID = IdRule.number("numeric job id");

    static final IdRule RUN_ID = IdRule.number("numeric run id");
    static final IdRule PIPELINE_ID = IdRule.matching("pipeline id", "[A-Za-z0-9-]+", 64);
    static final IdRule UPDATE_ID = IdRule.matching("update id", "[A-Za-z0-9-]+", 64);

    static final String FULL_REFRESH = "full_refresh";

    private DatabricksRules() {}

    static List<Problem> checkJob(StartRun start) {
        List<Problem> problems = common(start, JOB_ID);
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
        for (Parameter parameter : start.parameters()) {
            if (parameter.getName().equals(FULL_REFRESH)
                    && sent(parameter)
                    && ParameterValue.of(parameter) instanceof ParameterValue.Rendered value
                    && !value.json().isBoolean()
                    && !value.json().isNull()) {
                problems.add(invalid(parameter, "must be true or false"));
            }
        }
        return problems;
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
        if (start.recovery().isPresent()) {
            problems.add(new Problem("INVALID_RECOVERY", "recovery", "is possible on Synapse only"));
        }
        return problems;
    }

    private static Problem invalid(Parameter parameter, String rule) {
        return new Problem("INVALID_PARAMETER", "parameters[" + parameter.getName() + "]", rule);
    }
}
