package io.runbridge.platform.pipelines;

import io.runbridge.platform.Problem;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import java.util.ArrayList;
import java.util.List;

/** What can be said about a start of a pipeline without asking it. Any thread. */
final class PipelineRules {

    private static final int MAX_ACTIVITY_NAME = 260;

    private PipelineRules() {}

    static List<Problem> check(StartRun start) {
        List<Problem> problems = new ArrayList<>();
        PipelineClient.PIPELINE_NAME
                .problem(start.externalId())
                .ifPresent(rule -> problems.add(new Problem("INVALID_EXTERNAL_ID", "externalId", rule)));
        for (Parameter parameter : start.parameters()) {
            if (ParameterValue.of(parameter) instanceof ParameterValue.Invalid invalid) {
                problems.add(
                        new Problem("INVALID_PARAMETER", "parameters[" + parameter.getName() + "]", invalid.rule()));
            }
        }
        start.recovery().ifPresent(recovery -> recovery(recovery, start, problems));
        return problems;
    }

    /** Fact: parameters are ignored where a reference run is given, startActivityName counts in recovery mode only. */
    private static void recovery(Recovery recovery, StartRun start, List<Problem> problems) {
        if (recovery.getReferenceRunId().isEmpty()) {
            problems.add(problem("recovery.referenceRunId", "must name the run to recover"));
        } else {
            PipelineClient.RUN_ID
                    .problem(recovery.getReferenceRunId())
                    .ifPresent(rule -> problems.add(problem("recovery.referenceRunId", rule)));
        }
        if (!start.parameters().isEmpty()) {
            problems.add(problem("parameters", "must be empty with a reference run, whose parameters are used"));
        }
        String activity = recovery.getStartActivityName();
        if (activity != null && !recovery.getIsRecovery()) {
            problems.add(problem("recovery.startActivityName", "needs isRecovery"));
        }
        if (activity != null && (activity.isBlank() || activity.length() > MAX_ACTIVITY_NAME)) {
            problems.add(problem("recovery.startActivityName", "must have 1 to " + MAX_ACTIVITY_NAME + " characters"));
        }
    }

    private static Problem problem(String field, String rule) {
        return new Problem("INVALID_RECOVERY", field, rule);
    }
}
