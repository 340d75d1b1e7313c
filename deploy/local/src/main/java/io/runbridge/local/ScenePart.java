package io.runbridge.local;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request of the scene: what is asked, how it must end, and how many runs the platform may see. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are, only their types cannot show it.
enum ScenePart {
    /** Its run never ends by itself and is cancelled while it runs. */
    CANCEL_RUNNING(
            new Job(LocalCluster.DATABRICKS, JobType.DATABRICKS_WORKFLOW, "42"),
            Map.of("date", "2026-01-31", "mode", "full"),
            new Expected(Status.CANCELLED, Optional.empty(), List.of(Outcome.ACCEPTED, Outcome.CONFIRMED), 1)),
    SYNAPSE_PIPELINE(
            new Job(LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "examplePipeline"), Map.of(), Expected.success()),
    DATA_FACTORY_PIPELINE(
            new Job(LocalCluster.DATA_FACTORY, JobType.DATA_FACTORY_PIPELINE, "load-customers"),
            Map.of("day", "2026-02-28"),
            Expected.success()),
    DATABRICKS_PIPELINE(
            new Job(LocalCluster.DATABRICKS, JobType.DATABRICKS_PIPELINE, "a1b2c3d4-0000-4000-8000-000000000001"),
            Map.of("full_refresh", true),
            Expected.success()),
    DATABRICKS_WORKFLOW(
            new Job(LocalCluster.DATABRICKS, JobType.DATABRICKS_WORKFLOW, "42"),
            Map.of("date", "2026-02-28", "mode", "delta"),
            Expected.success()),
    DATABRICKS_JOB(new Job(LocalCluster.DATABRICKS, JobType.DATABRICKS_JOB, "43"), Map.of(), Expected.success()),
    /** Has a secret among its parameters; its run ends badly. */
    FAILING(
            new Job(LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "ingest-orders"),
            Map.of(
                    "since",
                    "2026-01-01",
                    "retries",
                    2L,
                    "dryRun",
                    false,
                    "apiKey",
                    new SecretIn(LocalCluster.VAULT_REFERENCE)),
            new Expected(Status.FAILED, Optional.empty(), List.of(), 1)),
    /** Breaks a rule: jobs have numbers. */
    REJECTED(
            new Job(LocalCluster.DATABRICKS, JobType.DATABRICKS_JOB, "nightly"),
            Map.of(),
            new Expected(Status.FAILED, Optional.of("INVALID_EXTERNAL_ID"), List.of(), 0)),
    /** Does not fit what its job declares, which an import has told: a number of retries is no text. */
    MISTYPED(
            new Job(LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "ingest-orders"),
            Map.of("since", "2026-04-30", "retries", "many"),
            new Expected(Status.FAILED, Optional.of("INVALID_PARAMETER"), List.of(), 0)),
    /** Is cancelled before it is even asked for. */
    CANCEL_FIRST(
            new Job(LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "ingest-orders"),
            Map.of("since", "2026-06-30"),
            new Expected(Status.CANCELLED, Optional.empty(), List.of(Outcome.NOT_STARTED), 0));

    /** A job by platform, type and the platform's own name for it. */
    record Job(String platform, JobType type, String externalId) {}

    /** The value of a parameter that refers to a secret. */
    record SecretIn(String reference) {}

    /**
     * How a request must end.
     *
     * @param errorCode where the code is ours
     * @param outcomes of its cancel, in order
     * @param runs how many of its runs the simulator must count
     */
    record Expected(Status status, Optional<String> errorCode, List<Outcome> outcomes, int runs) {
        static Expected success() {
            return new Expected(Status.SUCCESS, Optional.empty(), List.of(), 1);
        }
    }

    private final Job job;
    private final Map<String, Object> parameters;
    private final Expected expected;

    ScenePart(Job job, Map<String, Object> parameters, Expected expected) {
        this.job = job;
        this.parameters = parameters;
        this.expected = expected;
    }

    Job job() {
        return job;
    }

    /** Values by name; no two parts with one job have the same, so that a run can be told to be theirs. */
    Map<String, Object> parameters() {
        return parameters;
    }

    Expected expected() {
        return expected;
    }

    /** Name of its request in one scene. */
    String requestId(String scene) {
        return scene + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a run on the platform is one of this part. */
    boolean owns(SimulatedRun run) {
        return run.job().equals(job.externalId())
                && parameters.values().stream().filter(String.class::isInstance).allMatch(value -> run.parameters()
                        .contains("\"" + value + "\""));
    }
}
