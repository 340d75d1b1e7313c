package io.runbridge.platform.testing;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.TokenCache;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.Observation;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Platforms;
import io.runbridge.platform.Ports;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.http.HttpEngine;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.JobType;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The real adapters of one platform in front of a {@link LocalServer}, with a token that never ends. */
public final class LocalPlatform implements AutoCloseable {

    /** The time at which everything happens. */
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final Vertx vertx = Vertx.vertx();
    private final HttpEngine engine = new HttpEngine(vertx);
    private final LocalServer server;
    private final PlatformConfig config;
    private final Map<JobType, RunAdapter> adapters;
    private final List<RunSurvey> surveys;
    private final List<JobCatalog> catalogs;

    /** Adapters named {@code lake-test} in front of a server that answers so. */
    public LocalPlatform(PlatformType type, Map<String, String> settings, Function<Request, Reply> answers) {
        this(type, settings, "token", LocalServer.start(answers));
    }

    /** Adapters named {@code lake-test} with that token in front of that server, which ends with them. */
    public LocalPlatform(PlatformType type, Map<String, String> settings, String bearer, LocalServer server) {
        this.server = server;
        config = PlatformSettings.of(
                type, URI.create(settings.getOrDefault("endpoint", server.uri().toString())), settings);
        HttpEndpoint endpoint = engine.endpoint(config.endpoint(), config.calls());
        BearerToken token = new BearerToken(bearer, Instant.MAX);
        TokenCache tokens = new TokenCache(() -> CompletableFuture.completedFuture(Answer.success(token)), CLOCK);
        Ports ports = Platforms.ports("lake-test", config, endpoint, tokens, CLOCK);
        adapters = ports.adapters();
        surveys = ports.surveys();
        catalogs = ports.catalogs();
    }

    public RunAdapter adapter(JobType jobType) {
        return adapters.get(jobType);
    }

    /** The survey that shows runs of this type. */
    public RunSurvey survey(JobType jobType) {
        return surveys.stream()
                .filter(survey -> survey.jobTypes().contains(jobType))
                .findFirst()
                .orElseThrow();
    }

    /** The catalogue that shows jobs of this type. */
    public JobCatalog catalog(JobType jobType) {
        return catalogs.stream()
                .filter(catalog -> catalog.jobTypes().contains(jobType))
                .findFirst()
                .orElseThrow();
    }

    /** What the adapters were made from. */
    public PlatformConfig config() {
        return config;
    }

    /** All requests so far. */
    public List<Request> requests() {
        return server.requests();
    }

    /** The latest request. */
    public Request lastRequest() {
        return requests().get(requests().size() - 1);
    }

    /** The server's address. */
    public String url() {
        return server.uri().toString();
    }

    /** The value of a stage that succeeds. */
    public static <T> T success(CompletionStage<Answer<T>> stage) {
        Answer<T> answer = get(stage);
        if (answer instanceof Answer.Success<T> success) {
            return success.value();
        }
        throw new AssertionError("Expected a success, but got " + answer);
    }

    /** The failure of a stage that fails. */
    public static <T> Failure failure(CompletionStage<Answer<T>> stage) {
        Answer<T> answer = get(stage);
        if (answer instanceof Answer.Failed<T> failed) {
            return failed.failure();
        }
        throw new AssertionError("Expected a failure, but got " + answer);
    }

    /** A look at one run. */
    public static CompletionStage<Answer<Observation>> look(RunAdapter adapter, RunRef run) {
        CompletableFuture<Answer<Observation>> seen = new CompletableFuture<>();
        adapter.observe(List.of(run), (asked, answer) -> seen.complete(answer));
        return seen;
    }

    /** What the stage completes with. */
    public static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        engine.close();
        get(vertx.close().toCompletionStage());
        server.close();
    }
}
