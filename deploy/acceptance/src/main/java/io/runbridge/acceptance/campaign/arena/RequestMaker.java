package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes up requests from a source of chance: about a third of them in groups of identical ones, and about half where a
 * platform takes neither token nor marker. All methods from one thread at a time; guarded by the maker itself.
 */
public final class RequestMaker {
    private static final double GROUPS = 0.16;
    private static final int LARGEST_GROUP = 4;
    private static final double MARKED = 0.75;

    private final RandomGenerator random;
    private int next;
    private int nextPipeline;

    RequestMaker(RandomGenerator random) {
        this.random = random;
    }

    /** One request, or a group of identical ones. */
    public synchronized List<Planned> next(String phase, Mix mix) {
        int size = random.nextDouble() < GROUPS ? 2 + random.nextInt(LARGEST_GROUP - 1) : 1;
        return make(phase, mix.pick(random), size);
    }

    /** One request with parameters of its own. */
    public synchronized Planned single(String phase, Mix mix) {
        return make(phase, mix.pick(random), 1).get(0);
    }

    private List<Planned> make(String phase, JobType type, int size) {
        String mark = "%s-%05d".formatted(phase, next);
        String externalId = externalId(type, size);
        if (type == JobType.DATABRICKS_PIPELINE) {
            mark = Boolean.toString(random.nextBoolean());
        }
        List<Planned> group = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String requestId = "%s-%05d".formatted(phase, next++);
            Asked asked = new Asked(requestId, phase, type, JobPark.group(type, externalId, mark));
            group.add(new Planned(asked, request(asked)));
        }
        return group;
    }

    private String externalId(JobType type, int size) {
        return switch (type) {
            case SYNAPSE_PIPELINE -> size == 1 && random.nextDouble() < MARKED ? JobPark.MARKED : JobPark.PLAIN;
            case DATABRICKS_PIPELINE -> JobPark.pipeline(nextPipeline++);
            case DATABRICKS_JOB -> JobPark.SINGLE_TASK;
            case DATABRICKS_WORKFLOW -> JobPark.SEVERAL_TASKS;
            default -> throw new IllegalArgumentException("the campaign has no jobs of type " + type);
        };
    }

    private static RunRequest request(Asked asked) {
        String mark = asked.group().mark();
        List<Parameter> parameters =
                switch (asked.jobType()) {
                    case SYNAPSE_PIPELINE -> List.of(parameter(JobPark.MARK, mark), parameter("since", "2026-11-22"));
                    case DATABRICKS_PIPELINE -> List.of(parameter(JobPark.FULL_REFRESH, Boolean.parseBoolean(mark)));
                    default -> List.of(parameter(JobPark.MARK, mark), parameter("mode", "full"));
                };
        return RunRequest.newBuilder()
                .setRequestId(asked.requestId())
                .setPlatform(JobPark.platform(asked.jobType()))
                .setJobType(asked.jobType())
                .setExternalId(asked.group().job())
                .setParameters(parameters)
                .setRequestedBy("campaign")
                .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private static Parameter parameter(String name, Object value) {
        return Parameter.newBuilder().setName(name).setValue(value).build();
    }
}
