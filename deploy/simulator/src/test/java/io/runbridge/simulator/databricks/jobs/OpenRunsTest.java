package io.runbridge.simulator.databricks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.simulator.databricks.PageToken;
import io.runbridge.simulator.life.BehaviourRule;
import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.MovedClock;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRunsTest {

    private static final List<String> OUTCOMES = List.of("SUCCESS", "FAILED", "NEVER_ENDING", "NEVER_STARTING");

    private final World world = MovedClock.world();
    private final JobBook book = new JobBook(world);
    private final List<Long> started = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldListWhatAScanOfAllRunsFinds(long seed) {
        Random random = new Random(seed);
        book.define(
                new JsonObject("{\"job_id\":50,\"settings\":{\"max_concurrent_runs\":2,\"queue\":{\"enabled\":true},"
                        + "\"tasks\":[{\"task_key\":\"one\"}]}}"));

        for (int step = 0; step < 500; step++) {
            act(random);
            long from = world.now() - random.nextInt(20_000);
            long to = from + random.nextInt(20_000);
            assertThat(listed(PageToken.START, 0, Long.MAX_VALUE))
                    .isEqualTo(scanned(PageToken.START, 0, Long.MAX_VALUE));
            assertThat(listed(PageToken.START, from, to)).isEqualTo(scanned(PageToken.START, from, to));
            PageToken place = new PageToken(from + random.nextInt(10_000), anyRun(random));
            assertThat(listed(place, from, to)).isEqualTo(scanned(place, from, to));
        }
    }

    private void act(Random random) {
        world.behaviours().clear();
        world.behaviours()
                .add(BehaviourRule.of(new JsonObject()
                        .put("outcome", OUTCOMES.get(random.nextInt(OUTCOMES.size())))
                        .put("cancelMillis", random.nextInt(3_000))
                        .put("heedsCancel", random.nextInt(5) > 0)
                        .put("durationMillis", random.nextInt(10_000))));
        switch (random.nextInt(8)) {
            case 0, 1 -> start(random);
            case 2 -> fill(random);
            case 3 -> book.run(anyRun(random)).ifPresent(run -> run.life().cancel(world.now()));
            case 4 -> book.end(Long.toString(anyRun(random)), Outcome.FAILED);
            case 5 ->
                book.run(anyRun(random))
                        .filter(run -> run.life().over(world.now()))
                        .ifPresent(book::repair);
            case 6 -> book.forget(Long.toString(anyRun(random)));
            default -> world.clock().advance(random.nextInt(4_000));
        }
    }

    private void start(Random random) {
        JobDefinition job = book.job(random.nextBoolean() ? 42 : 50).orElseThrow();
        started.add(book.start(job, "JOB_RUN", Map.of(), Optional.empty(), true).runId());
    }

    private void fill(Random random) {
        JsonObject crowd = new JsonObject()
                .put("platform", "jobs")
                .put("job", "43")
                .put("count", 1 + random.nextInt(3))
                .put("ageMillis", random.nextInt(5_000))
                .put("spreadMillis", random.nextInt(5_000))
                .put("durationMillis", random.nextInt(15_000));
        book.fill(Crowd.of(crowd, world.settings())).forEach(id -> started.add(Long.valueOf(id)));
    }

    private long anyRun(Random random) {
        return started.isEmpty() ? 0 : started.get(random.nextInt(started.size()));
    }

    private List<Long> listed(PageToken after, long from, long to) {
        return book.listedOpen(after, from, to).map(JobRun::runId).toList();
    }

    private List<Long> scanned(PageToken after, long from, long to) {
        return book.listed()
                .filter(run -> !run.life().over(world.now()))
                .filter(run -> from <= run.createdAt() && run.createdAt() <= to)
                .filter(run -> after.before(run.createdAt(), run.runId()))
                .sorted(Comparator.comparingLong(JobRun::createdAt)
                        .thenComparingLong(JobRun::runId)
                        .reversed())
                .map(JobRun::runId)
                .toList();
    }
}
