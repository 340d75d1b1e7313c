package io.runbridge.platform.testing;

import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import java.util.List;
import java.util.function.IntFunction;

/** What the simulator has for each job type, and how more of it is defined. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are, only their types cannot show it.
enum SimulatedJob {
    SYNAPSE_PIPELINE(
            new Known("ingest-orders", "nobody", "00000000-0000-4000-8000-000000000000"),
            "synapse.createRun",
            Definitions.PIPELINE_PARAMETERS,
            "/synapse/pipelines",
            Definitions::pipeline),
    DATA_FACTORY_PIPELINE(
            new Known("ingest-orders", "nobody", "00000000-0000-4000-8000-000000000000"),
            "datafactory.createRun",
            Definitions.PIPELINE_PARAMETERS,
            "/datafactory/pipelines",
            Definitions::pipeline,
            "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/simulator"
                    + "/providers/Microsoft.DataFactory/factories/simulator"),
    DATABRICKS_PIPELINE(
            new Known(
                    "a1b2c3d4-0000-4000-8000-000000000001",
                    "b1b2c3d4-0000-4000-8000-000000000999",
                    "a1b2c3d4-0000-4000-8000-000000000001:00000000-0000-4000-8000-000000000000"),
            "pipelines.startUpdate",
            List.of(Starts.input("full_refresh", true)),
            "/pipelines",
            Definitions::delta),
    DATABRICKS_WORKFLOW(
            new Known("42", "99999", "987654321987"),
            "jobs.run-now",
            List.of(Starts.input("date", "2026-02-03"), Starts.input("mode", "full")),
            "/jobs",
            i -> Definitions.job(i, "{\"task_key\":\"a\"},{\"task_key\":\"b\"}")),
    DATABRICKS_JOB(
            new Known("43", "99999", "987654321987"),
            "jobs.run-now",
            List.of(),
            "/jobs",
            i -> Definitions.job(i, "{\"task_key\":\"a\"}"));

    /**
     * Ids of a type.
     *
     * @param job one that is there
     * @param unknownJob one that is not there but could be
     * @param unknownRun a run of the job that is not there but could be
     */
    record Known(String job, String unknownJob, String unknownRun) {}

    /** A job as the simulator's control API takes it. */
    record Definition(String externalId, String json) {}

    private final Known known;
    private final String startOperation;
    private final List<Parameter> parameters;
    private final String kind;
    private final IntFunction<Definition> definitions;
    private final String path;

    SimulatedJob(
            Known known,
            String startOperation,
            List<Parameter> parameters,
            String kind,
            IntFunction<Definition> definitions) {
        this(known, startOperation, parameters, kind, definitions, "");
    }

    /**
     * @param kind path of the control API that defines such jobs
     * @param path of the platform's endpoint
     */
    SimulatedJob(
            Known known,
            String startOperation,
            List<Parameter> parameters,
            String kind,
            IntFunction<Definition> definitions,
            String path) {
        this.known = known;
        this.startOperation = startOperation;
        this.parameters = parameters;
        this.kind = kind;
        this.definitions = definitions;
        this.path = path;
    }

    static SimulatedJob of(JobType jobType) {
        return valueOf(jobType.name());
    }

    Known known() {
        return known;
    }

    /** What the simulator calls the operation that starts a run. */
    String startOperation() {
        return startOperation;
    }

    /** Good values for the job that is there. */
    List<Parameter> parameters() {
        return parameters;
    }

    /** The path of the platform's endpoint. */
    String path() {
        return path;
    }

    /** Defines one more job, by number; returns its id. */
    String define(SimulatorSite site, int i) {
        Definition definition = definitions.apply(i);
        site.control("POST", kind, definition.json());
        return definition.externalId();
    }

    private static final class Definitions {

        private static final List<Parameter> PIPELINE_PARAMETERS = List.of(
                Starts.input("retries", 5L),
                Starts.input("dryRun", true),
                Starts.input("since", "2026-02-03"),
                Starts.parameter("extra", "{\"b\": [1, 2.50], \"a\": null}", DataType.OBJECT, Direction.INPUT));

        static Definition pipeline(int i) {
            return new Definition("pipe " + i, "{\"name\":\"pipe " + i + "\"}");
        }

        static Definition delta(int i) {
            String id = String.format("b1b2c3d4-0000-4000-8000-%012d", i);
            return new Definition(id, "{\"pipeline_id\":\"" + id + "\"}");
        }

        static Definition job(int i, String tasks) {
            int id = 1_000 + i;
            String parameters = id % 2 == 0 ? "\"parameters\":[{\"name\":\"p\",\"default\":\"v\"}]," : "";
            return new Definition(
                    Integer.toString(id),
                    "{\"job_id\":" + id + ",\"settings\":{" + parameters + "\"tasks\":[" + tasks + "]}}");
        }
    }
}
