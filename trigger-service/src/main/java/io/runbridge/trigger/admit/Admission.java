package io.runbridge.trigger.admit;

import io.runbridge.config.StartConfig;
import io.runbridge.config.StartConfig.UnknownJobPolicy;
import io.runbridge.platform.Platform;
import io.runbridge.platform.Problem;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.Job;
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

    /**
     * Checks a request against the rules of all platforms, of its own, and of its job where that is known.
     *
     * @param job as it was imported
     */
    public Admitted check(RunRequest request, Optional<Job> job) {
        List<Problem> problems = new ArrayList<>();
        if (!RequestIds.valid(request.getRequestId())) {
            problems.add(new Problem("INVALID_REQUEST_ID", "requestId", RequestIds.RULE));
        }
        List<Problem> parameters = ParameterRules.check(request.getParameters());
        RunRequest fitted =
                parameters.isEmpty() ? target(request, job, problems) : unreadable(request, parameters, problems);
        if (request.getTimeoutSeconds() != null && request.getTimeoutSeconds() <= 0) {
            problems.add(new Problem("INVALID_TIMEOUT", "timeoutSeconds", "must be at least 1"));
        }
        recovery(request, problems);
        return new Admitted(fitted, problems, SecretRules.names(request, job));
    }

    /** What is said about the parameters is all that can be said about the job. */
    private RunRequest unreadable(RunRequest request, List<Problem> parameters, List<Problem> problems) {
        platform(request, problems);
        problems.addAll(parameters);
        return request;
    }

    private RunRequest target(RunRequest request, Optional<Job> job, List<Problem> problems) {
        Optional<Platform> platform = platform(request, problems);
        if (platform.isEmpty()) {
            return request;
        }
        StartConfig config = platform.get().config().starts();
        if (job.isEmpty() && config.unknownJobs() == UnknownJobPolicy.REJECT) {
            problems.add(new Problem(
                    "UNKNOWN_JOB",
                    "externalId",
                    "must be a " + request.getJobType() + " that was imported from platform " + request.getPlatform()
                            + ": send an import request for it"));
        }
        Admitted fitted = job.map(known -> new DeclaredParameters(request, known, config).fit())
                .orElseGet(() -> new Admitted(request, SecretRules.ofUnknownJob(request, config)));
        problems.addAll(fitted.problems());
        problems.addAll(platform.get().adapters().get(request.getJobType()).check(StartRun.of(fitted.request())));
        return fitted.request();
    }

    /** The platform that can run such a job. */
    private Optional<Platform> platform(RunRequest request, List<Problem> problems) {
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
        } else {
            return Optional.of(platform);
        }
        return Optional.empty();
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
