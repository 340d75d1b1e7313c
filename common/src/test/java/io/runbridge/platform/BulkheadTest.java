package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.PlatformSettings;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.JobType;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fifty platforms, one of which takes calls and never answers: the others do not notice. */
class BulkheadTest {

    private static final JobType JOB = JobType.DATABRICKS_JOB;
    private static final RunRef RUN = new RunRef(JOB, "42", "7");
    private static final String DEAD = "lake-0";
    private static final int CONNECTIONS = 4;

    private final LocalServer dead =
            LocalServer.start(request -> request.uri().endsWith("/cancel") ? Reply.json(200, "{}") : Reply.stall(""));
    private final List<LocalServer> alive = IntStream.range(1, 50)
            .mapToObj(i -> LocalServer.start(request -> Reply.json(200, "{\"run_id\":7}")))
            .toList();
    private final Vertx vertx = Vertx.vertx();
    private final Platforms platforms = Platforms.open(vertx, configs(), Clock.systemUTC());

    @AfterEach
    void close() {
        platforms.close();
        LocalPlatform.get(vertx.close().toCompletionStage());
        dead.close();
        alive.forEach(LocalServer::close);
    }

    @Test
    void shouldCallTheOthersWhileEveryCallToOneHangs() {
        // given
        List<CompletionStage<Answer<StartedRun>>> hanging =
                IntStream.range(0, 200).mapToObj(i -> start(DEAD)).toList();

        // when
        List<Answer<StartedRun>> others = IntStream.range(1, 50).mapToObj(i -> start("lake-" + i)).toList().stream()
                .map(LocalPlatform::get)
                .toList();

        // then
        assertThat(others).hasSize(49).allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Success.class));
        assertThat(hanging)
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture()).isNotDone());
    }

    @Test
    void shouldCancelWhereAllOtherCallsHang() {
        // given
        List<CompletionStage<Answer<StartedRun>>> hanging =
                IntStream.range(0, CONNECTIONS * 2).mapToObj(i -> start(DEAD)).toList();

        // when
        Answer<Void> cancelled = LocalPlatform.get(
                platforms.byName().get(DEAD).adapters().get(JOB).cancel(RUN));

        // then
        assertThat(cancelled).isInstanceOf(Answer.Success.class);
        assertThat(hanging)
                .allSatisfy(answer -> assertThat(answer.toCompletableFuture()).isNotDone());
    }

    private CompletionStage<Answer<StartedRun>> start(String platform) {
        return platforms.byName().get(platform).adapters().get(JOB).start(Starts.of(JOB, "42"), () -> true);
    }

    private Map<String, PlatformConfig> configs() {
        Map<String, PlatformConfig> configs = new HashMap<>(IntStream.range(1, 50)
                .boxed()
                .collect(Collectors.toMap(i -> "lake-" + i, i -> config(alive.get(i - 1)))));
        configs.put(DEAD, config(dead));
        return configs;
    }

    private static PlatformConfig config(LocalServer server) {
        return PlatformSettings.of(
                PlatformType.DATABRICKS,
                server.uri(),
                Map.of("calls.connections", Integer.toString(CONNECTIONS), "calls.deadline", "10m"));
    }
}
