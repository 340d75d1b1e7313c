package io.runbridge.simulator.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.simulator.life.BehaviourRule;
import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.MovedClock;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTimesTest {

    private static final List<String> OUTCOMES = List.of("SUCCESS", "FAILED", "NEVER_ENDING", "NEVER_STARTING");

    private static final PipelineService SERVICE =
            new PipelineService(Platform.SYNAPSE, "1", "", "/activities", 200, "d", "x/y");

    private final World world = MovedClock.world();
    private final PipelineBook book = new PipelineBook(world, SERVICE, "w");
    private final List<String> started = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindWhatAScanOfAllRunsFinds(long seed) {
        Random random = new Random(seed);
        book.define(new JsonObject().put("name", "narrow").put("concurrency", 2));

        for (int step = 0; step < 500; step++) {
            act(random);
            long from = world.now() - random.nextInt(12_000);
            Window window = new Window(from, from + random.nextInt(14_000));
            assertThat(found(window)).containsExactlyInAnyOrderElementsOf(scanned(window));
            Window all = new Window(0, world.now() + 1);
            assertThat(found(all)).containsExactlyInAnyOrderElementsOf(scanned(all));
        }
    }

    private void act(Random random) {
        world.behaviours().clear();
        world.behaviours()
                .add(BehaviourRule.of(new JsonObject()
                        .put("outcome", OUTCOMES.get(random.nextInt(OUTCOMES.size())))
                        .put("cancelMillis", random.nextInt(3_000))
                        .put("heedsCancel", random.nextInt(5) > 0)
                        .put("durationMillis", random.nextInt(30_000))));
        switch (random.nextInt(9)) {
            case 0, 1 -> start(random);
            case 2 -> fill(random);
            case 3 -> anyRun(random).ifPresent(run -> book.cancel(run, true));
            case 4 -> anyRun(random).ifPresent(run -> book.end(run.runId(), Outcome.FAILED));
            case 5 -> anyRun(random).ifPresent(run -> book.forget(run.runId()));
            case 6 -> change(random);
            default -> world.clock().advance(random.nextInt(4_000));
        }
    }

    private void start(Random random) {
        PipelineDefinition pipeline =
                book.pipeline(random.nextBoolean() ? "narrow" : "ingest-orders").orElseThrow();
        started.add(book.start(pipeline, new JsonObject(), Optional.empty()).runId());
    }

    private void fill(Random random) {
        JsonObject crowd = new JsonObject()
                .put("platform", "synapse")
                .put("job", "ingest-orders")
                .put("count", 1 + random.nextInt(3))
                .put("ageMillis", random.nextInt(5_000))
                .put("spreadMillis", random.nextInt(5_000))
                .put("durationMillis", random.nextInt(25_000));
        started.addAll(book.fill(Crowd.of(crowd, world.settings())));
    }

    private void change(Random random) {
        if (random.nextInt(10) == 0) {
            world.settings()
                    .change(new JsonObject()
                            .put("lastUpdatedMoves", random.nextInt(4) > 0)
                            .put("lastUpdatedMillis", random.nextInt(3) * 3_500));
        }
    }

    private Optional<PipelineRun> anyRun(Random random) {
        return started.isEmpty() ? Optional.empty() : book.run(started.get(random.nextInt(started.size())));
    }

    private List<String> found(Window window) {
        return book.listed(window).map(PipelineRun::runId).toList();
    }

    private List<String> scanned(Window window) {
        return started.stream()
                .flatMap(runId -> book.run(runId).stream())
                .filter(run -> window.holds(book.lastUpdated(run, world.now())))
                .map(PipelineRun::runId)
                .toList();
    }
}
