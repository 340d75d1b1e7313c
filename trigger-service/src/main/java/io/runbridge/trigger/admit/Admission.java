package io.runbridge.trigger.admit;

import io.runbridge.platform.Platform;
import io.runbridge.platform.Problem;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds everything wrong with a request before it is queued. Pure; immutable, any thread. */
public final class Admission {

    private static final String INVALID_RECOVERY = "INVALID_RECOVERY";

    private final Map<String, Platform> platforms;

    public Admission(Map<String, Platform> platforms) {
        this.platforms = Map.copyOf(platforms);
    }

    /** All problems, each naming field and rule; the first one's code becomes the status' error code. */
    public List<Problem> check(RunRequest request) {
        List<Problem> problems = new ArrayList<>();
        if (!RequestIds.valid(request.getRequestId())) {
            problems.add(new Problem("INVALID_REQUEST_ID", "requestId", RequestIds.RULE));
        }
        List<Problem> parameters = ParameterRules.check(request.getParameters());
        target(request, parameters.isEmpty(), problems);
        problems.addAll(parameters);
        if (request.getTimeoutSeconds() != null && request.getTimeoutSeconds() <= 0) {
            problems.add(new Problem("INVALID_TIMEOUT", "timeoutSeconds", "must be at least 1"));
        }
        recovery(request, problems);
        return problems;
    }

    private void target(RunRequest request, boolean parametersReadable, List<Problem> problems) {
        Platform platform = platforms.get(request.getPlatform());
        JobType jobType = request.getJobType();
        if (platform == null) {
            problems.add(new Problem(
                    "UNKNOWN_PLATFORM",
                    "platform",
                    "must be one of " + new TreeSet<>(platforms.keySet()) + ", not " + shown(request.getPlatform())));
        } else if (!platform.adapters().containsKey(jobType)) {
            problems.add(new Problem(
                    "INVALID_JOB_TYPE",
                    "jobType",
                    "must be one of " + new TreeSet<>(platform.adapters().keySet()) + " on platform " + platform.name()
                            + ", not " + jobType));
        } else if (parametersReadable) {
            problems.addAll(platform.adapters().get(jobType).check(startOf(request)));
        }
    }

    private static StartRun startOf(RunRequest request) {
        return new StartRun(
                request.getRequestId(),
                request.getJobType(),
                request.getExternalId(),
                request.getParameters(),
                Optional.ofNullable(request.getRecovery()));
    }

    private static void recovery(RunRequest request, List<Problem> problems) {
        if (request.getRecovery() == null) {
            return;
        }
        if (request.getRecovery().getReferenceRunId().isBlank()) {
            problems.add(new Problem(INVALID_RECOVERY, "recovery.referenceRunId", "must name the run to recover"));
        }
        if (!request.getParameters().isEmpty()) {
            problems.add(new Problem(
                    INVALID_RECOVERY, "parameters", "must be empty with recovery: the earlier run's values are used"));
        }
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
