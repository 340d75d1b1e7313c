package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.LocalPort;
import io.runbridge.local.LocalService;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Instances come and go while runs are open. */
@ExtendWith(StageExtension.class)
class InstancesTest {
    private static final int RUNS_OF_EACH_KIND = 6;

    @Test
    void shouldKeepRunsGoingOverARollingExchangeOfInstances(Stage stage) {
        try (LocalService trigger = second(stage, LocalService.Kind.TRIGGER);
                LocalService poller = second(stage, LocalService.Kind.POLLER)) {
            List<String> before = openRuns(stage, "before-exchange");
            trigger.start();
            poller.start();
            trigger.awaitReady();
            poller.awaitReady();
            List<String> between = openRuns(stage, "between-exchange");

            stage.trigger().stop();
            stage.poller().stop();
            List<String> after = openRuns(stage, "after-exchange");
            stage.trigger().start().awaitReady();
            stage.poller().start().awaitReady();

            endAll(
                    stage,
                    Stream.of(before, between, after).flatMap(List::stream).toList());
        }
    }

    @Test
    void shouldGoOnWithOpenRunsAfterACleanStopOfBothServices(Stage stage) {
        List<String> open = openRuns(stage, "over-restart");

        stage.trigger().stop();
        stage.poller().stop();
        stage.sender().send(Ask.synapse("while-stopped"));
        stage.trigger().start().awaitReady();
        stage.poller().start().awaitReady();

        endAll(stage, open);
        assertThat(stage.end("while-stopped").getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.starts("while-stopped")).isEqualTo(1);
    }

    /** Sends requests of both platforms and waits until each has its run, which then runs until it is told to end. */
    private static List<String> openRuns(Stage stage, String name) {
        stage.simulator().behave(Map.of("outcome", "NEVER_ENDING"));
        List<String> requestIds = IntStream.range(0, RUNS_OF_EACH_KIND)
                .boxed()
                .flatMap(number -> Stream.of(name + "-synapse-" + number, name + "-databricks-" + number))
                .toList();
        for (String requestId : requestIds) {
            stage.sender().send(requestId.contains("synapse") ? Ask.synapse(requestId) : Ask.databricks(requestId));
        }
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(requestIds)
                .allSatisfy(
                        requestId -> assertThat(stage.log().started(requestId)).hasSize(1)));
        stage.simulator().calm();
        return requestIds;
    }

    private static void endAll(Stage stage, List<String> requestIds) {
        for (String requestId : requestIds) {
            stage.simulator().end(stage.log().started(requestId).get(0).getRunId());
        }
        for (String requestId : requestIds) {
            assertThat(stage.end(requestId).getStatus()).as(requestId).isEqualTo(Status.SUCCESS);
            assertThat(stage.starts(requestId)).as(requestId).isEqualTo(1);
        }
    }

    private static LocalService second(Stage stage, LocalService.Kind kind) {
        return stage.service(kind, kind.word() + "-second", LocalPort.free());
    }
}
