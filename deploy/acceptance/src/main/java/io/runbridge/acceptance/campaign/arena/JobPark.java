package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.Group;
import io.runbridge.local.LocalCluster;
import io.runbridge.local.SimulatorControl;
import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The jobs that the campaign runs, and how their runs are told apart on the simulator. Any thread. */
public final class JobPark {
    /** The parameter by which runs of pipelines and jobs are told apart; equal in a group of identical requests. */
    public static final String MARK = "id";

    /** The parameter in which the services send the request's own id, where a pipeline declares it. */
    public static final String CORRELATION = "runbridgeRequestId";

    static final String FULL_REFRESH = "full_refresh";
    static final String SINGLE_TASK = "1001";
    static final String SEVERAL_TASKS = "1002";
    static final String PLAIN = "campaign-plain";
    static final String MARKED = "campaign-marked";

    /** An update keeps others of its pipeline from starting, so there are many pipelines. */
    private static final int PIPELINES = 400;

    private static final Map<String, Object> TEXT = Map.of("type", "String");

    private static final Map<String, Object> OPTIONAL = Map.of("type", "String", "defaultValue", "");

    private JobPark() {}

    /** Defines them all; runs take so long. */
    static void define(SimulatorControl simulator, long runMillis) {
        simulator.set(Map.of("runMillis", runMillis, "cancelMillis", 400));
        simulator.define("synapse/pipelines", Map.of("name", PLAIN, "parameters", Map.of(MARK, TEXT, "since", TEXT)));
        simulator.define(
                "synapse/pipelines",
                Map.of("name", MARKED, "parameters", Map.of(MARK, TEXT, "since", TEXT, CORRELATION, OPTIONAL)));
        simulator.define("jobs", job(SINGLE_TASK, List.of("only")));
        simulator.define("jobs", job(SEVERAL_TASKS, List.of("first", "second", "third")));
        for (int i = 0; i < PIPELINES; i++) {
            simulator.define("pipelines", Map.of("pipeline_id", pipeline(i), "name", "campaign-" + i));
        }
    }

    /** The id of one of the Databricks pipelines; they are used in turn. */
    static String pipeline(int number) {
        return new UUID(0x0c0ffee000004000L, 0x8000000000000000L | number % PIPELINES).toString();
    }

    /** What the requests of this kind look like to their platform. */
    static Group group(JobType type, String externalId, String mark) {
        return new Group(word(type), externalId, mark);
    }

    /** The configured workspace of a job type. */
    static String platform(JobType type) {
        return type == JobType.SYNAPSE_PIPELINE ? LocalCluster.SYNAPSE : LocalCluster.DATABRICKS;
    }

    /** The simulator's word for the platform of a job type. */
    public static String word(JobType type) {
        return switch (type) {
            case SYNAPSE_PIPELINE -> "synapse";
            case DATABRICKS_PIPELINE -> "pipelines";
            case DATABRICKS_JOB, DATABRICKS_WORKFLOW -> "jobs";
            default -> throw new IllegalArgumentException("the campaign has no jobs of type " + type);
        };
    }

    private static Map<String, Object> job(String id, List<String> tasks) {
        List<Map<String, Object>> parameters =
                List.of(Map.of("name", MARK, "default", ""), Map.of("name", "mode", "default", ""));
        return Map.of(
                "job_id",
                Long.parseLong(id),
                "settings",
                Map.of(
                        "name",
                        "campaign-" + id,
                        "max_concurrent_runs",
                        1000,
                        "parameters",
                        parameters,
                        "tasks",
                        tasks.stream().map(key -> Map.of("task_key", key)).toList()));
    }
}
