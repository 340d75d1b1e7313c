package io.runbridge.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.auth.Credentials;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.platform.Platform;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Planted secrets come back in no answer, log line, metric or text, whatever a platform does with a call. */
class SecretsTest {

    private static final String BEARER = "pl4nted-bearer-t0ken/+=";
    private static final String CLIENT_SECRET = "pl4nted-client-s3cret";
    private static final String PARAMETER = "pl4nted-secure-string";
    private static final String ECHOED = "pl4nted-echoed-string";
    private static final String PLANTED = "pl4nted";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> texts = new ArrayList<>();
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Logger> talking = Stream.of("io.runbridge", "io.vertx", "com.azure", "com.microsoft", "reactor")
            .map(loggers::getLogger)
            .toList();
    private final Map<Logger, Level> levels = new HashMap<>();
    private LocalPlatform platform;

    @BeforeEach
    void listen() {
        // Only into this list: what is logged at this level is too much to read.
        talking.forEach(logger -> {
            levels.put(logger, logger.getLevel());
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(lines);
        });
        root.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void close() {
        if (platform != null) {
            platform.close();
        }
        talking.forEach(logger -> {
            logger.setLevel(levels.get(logger));
            logger.setAdditive(true);
            logger.detachAppender(lines);
        });
        root.detachAppender(lines);
    }

    static List<Arguments> answers() {
        Map<String, Function<Request, Reply>> answers = new LinkedHashMap<>();
        answers.put("success", request -> Reply.json(200, success()));
        answers.put("the token in texts", request -> Reply.json(200, telling("sent " + BEARER)));
        answers.put("parse failure", request -> Reply.json(200, "{\"runId\":\"" + request.headers()));
        answers.put("wrong type", request -> Reply.json(200, "[\"" + ECHOED + "\"]"));
        answers.put("oversized", request -> Reply.json(200, ECHOED.repeat(1_000)));
        answers.put("reset", request -> Reply.reset());
        answers.put("no HTTP", request -> Reply.raw("garbage " + BEARER + "\r\n\r\n"));
        answers.put("half", request -> Reply.raw("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"a\":\"" + BEARER));
        for (int status : new int[] {400, 401, 403, 404, 409, 429, 500, 503}) {
            answers.put(
                    status + " with headers in JSON",
                    request -> Reply.of(
                            status,
                            Map.of("retry-after", "1", "x-echo", BEARER, "x-ms-request-id", "1"),
                            "{\"error\":{\"code\":\"X\",\"message\":\"You sent " + BEARER + "\"},\"message\":\"Bearer "
                                    + BEARER + "\"}"));
            answers.put(
                    status + " with an escaped token",
                    request -> Reply.json(
                            status,
                            "{\"message\":\"You sent "
                                    + BEARER.replace("/", "\\/").replace("p", "\\u0070") + "\"}"));
            answers.put(
                    status + " with headers in text",
                    request -> Reply.of(status, Map.of(), "<pre>" + request.headers() + "</pre>"));
        }
        return answers.entrySet().stream()
                .flatMap(answer -> Stream.of(PlatformType.values())
                        .map(type -> Arguments.of(answer.getKey(), type, answer.getValue())))
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("answers")
    void shouldShowNoSecretWhateverThePlatformAnswers(
            String what, PlatformType type, Function<Request, Reply> answers) {
        // given
        open(type, Map.of("calls.max-response-bytes", "4096"), answers);

        // when
        type.jobTypes().forEach(this::callEverything);

        // then
        assertThat(platform.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.uri())
                .doesNotContain(PLANTED));
        assertNothingPlanted();
    }

    static List<Arguments> tellingTokens() {
        return Stream.of(
                        BEARER,
                        "Authorization: Bearer " + PLANTED + "-x1",
                        "eyJ" + PLANTED + "x." + PLANTED,
                        "dapi0123456789ab-" + PLANTED)
                .flatMap(token -> Stream.of(PlatformType.values()).map(type -> Arguments.of(token, type)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tellingTokens")
    void shouldMaskATokenInWhatARunSays(String token, PlatformType type) {
        // given
        open(type, Map.of(), request -> Reply.json(200, telling("sent " + token)));

        for (JobType jobType : type.jobTypes()) {
            RunRef run = new RunRef(jobType, "42", jobType == JobType.DATABRICKS_PIPELINE ? "p-1:u-1" : "7");
            // when
            Observation seen = LocalPlatform.success(LocalPlatform.look(platform.adapter(jobType), run));
            // then
            assertThat(seen.terminal()).isTrue();
            assertThat(seen.message().orElseThrow()).contains("sent ", "***").doesNotContain(PLANTED);
            assertThat(seen.activities()).isNotEmpty().allSatisfy(activity -> assertThat(
                            activity.message().orElseThrow())
                    .contains("sent ", "***"));
            assertThat(seen.toString()).doesNotContain(PLANTED);
        }
    }

    static List<Arguments> redirects() {
        return Stream.of(301, 302, 303, 307, 308)
                .flatMap(status -> Stream.of(PlatformType.values()).map(type -> Arguments.of(status, type)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("redirects")
    void shouldCallNobodyElseAfterARedirect(int status, PlatformType type) {
        // given
        try (LocalServer other = LocalServer.start(request -> Reply.json(200, success()))) {
            open(
                    type,
                    Map.of(),
                    request -> Reply.of(status, Map.of("location", other.uri() + request.uri() + "#" + BEARER), ""));

            // when
            type.jobTypes().forEach(this::callEverything);

            // then
            assertThat(platform.requests()).isNotEmpty();
            assertThat(other.requests()).isEmpty();
            assertNothingPlanted();
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformType.class)
    void shouldShowNoSecretIfTheHandshakeFails(PlatformType type) {
        // given
        LocalServer server = LocalServer.start(request -> Reply.raw("no TLS"));
        platform = new LocalPlatform(
                type, settings(Map.of("endpoint", server.uri().toString().replace("http:", "https:"))), BEARER, server);

        // when
        type.jobTypes().forEach(this::callEverything);

        // then
        assertThat(texts).anySatisfy(text -> assertThat(text).contains("it was not sent"));
        assertNothingPlanted();
    }

    @Test
    void shouldShowNoSecretIfEntraCannotBeTrusted() {
        // given
        try (LocalServer server = LocalServer.start(request -> Reply.raw("no TLS"))) {
            PlatformConfig config = PlatformSettings.of(
                    PlatformType.SYNAPSE,
                    URI.create("https://lake.test"),
                    settings(Map.of(
                            "auth.authority-host", server.uri().toString().replace("http:", "https:"))));

            // when
            texts.add(
                    LocalPlatform.get(Credentials.of(config, Clock.systemUTC()).fetch())
                            .toString());

            // then
            assertThat(texts).last().asString().contains("UNAVAILABLE");
            assertNothingPlanted();
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformType.class)
    void shouldNeitherSendNorShowASecretParameter(PlatformType type) {
        // given
        open(type, Map.of(), request -> Reply.json(200, success()));

        // when
        for (JobType jobType : type.jobTypes()) {
            StartRun start =
                    Starts.of(jobType, "42", Starts.parameter("password", PARAMETER, DataType.SECRET, Direction.INPUT));
            texts.add(platform.adapter(jobType).check(start).toString());
            texts.add(start.toString());
            texts.add(LocalPlatform.get(platform.adapter(jobType).start(start, () -> true))
                    .toString());
            texts.add(platform.adapter(jobType).echoOf(start).toString());
        }

        // then
        assertThat(platform.requests())
                .allSatisfy(request -> assertThat(request.body()).doesNotContain(PLANTED));
        assertNothingPlanted();
    }

    private void callEverything(JobType jobType) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Platform guarded = new Platform("lake-test", platform.config(), Map.of(jobType, platform.adapter(jobType)));
        guarded.bindTo(metrics);
        RunAdapter adapter = guarded.adapters().get(jobType);
        String job = "42";
        StartRun start = Starts.of(jobType, job, Starts.input("mode", PARAMETER));
        for (int i = 0; i < 2; i++) {
            Answer<?> started = LocalPlatform.get(adapter.start(start, () -> true));
            texts.add(started.toString());
            for (String runId : List.of("7", "p-1:u-1")) {
                RunRef run = new RunRef(jobType, job, runId);
                texts.add(LocalPlatform.get(LocalPlatform.look(adapter, run)).toString());
                texts.add(LocalPlatform.get(adapter.cancel(run)).toString());
                texts.add(adapter.monitoringUrl(run));
            }
            texts.add(LocalPlatform.get(adapter.lookUp(Set.of(job), Instant.EPOCH))
                    .toString());
        }
        texts.add(start.toString());
        texts.add(guarded.toString());
        texts.add(adapter.toString());
        texts.add(platform.config().auth().clientSecret().toString());
        texts.add(platform.config().auth().token().toString());
        metrics.getMeters().forEach(meter -> texts.add(meter.getId() + " " + meter.measure()));
    }

    private void assertNothingPlanted() {
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(PLANTED));
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            assertThat(line.getFormattedMessage()).doesNotContain(PLANTED);
            assertThat(String.valueOf(line.getKeyValuePairs())).doesNotContain(PLANTED);
            assertThat(line.getMDCPropertyMap().toString()).doesNotContain(PLANTED);
            if (line.getThrowableProxy() != null) {
                assertThat(ThrowableProxyUtil.asString(line.getThrowableProxy()))
                        .doesNotContain(PLANTED);
            }
        }
    }

    /** Lists and runs that echo parameters. */
    private static String success() {
        return "{\"runId\":\"7\",\"run_id\":7,\"update_id\":\"u-1\",\"status\":\"InProgress\",\"parameters\":{\"mode\":\""
                + ECHOED + "\"},\"value\":[{\"runId\":\"7\",\"pipelineName\":\"42\",\"parameters\":{\"mode\":\""
                + ECHOED
                + "\"}}],\"update\":{\"update_id\":\"u-1\",\"state\":\"RUNNING\",\"config\":{\"x\":\"" + ECHOED
                + "\"}},\"updates\":[{\"update_id\":\"u-1\",\"state\":\"RUNNING\"}]}";
    }

    /**
     * Ended runs of every kind that say this in their texts, and what went in and out of an activity. The text about the
     * whole points to that of its activities where it can.
     */
    private static String telling(String text) {
        String quoted = "\"" + text + "\"";
        String state = "\"state\":{\"life_cycle_state\":\"TERMINATED\",\"result_state\":\"FAILED\",\"state_message\":"
                + "\"Workload failed, see run output for details\"}";
        return "{\"runId\":\"7\",\"run_id\":7,\"update_id\":\"u-1\",\"status\":\"Failed\",\"message\":" + quoted
                + "," + state + ",\"tasks\":[{\"task_key\":\"t\",\"run_id\":8," + state + ",\"notebook_task\":"
                + "{\"base_parameters\":{\"p\":" + quoted + "}}}],\"error\":" + quoted
                + ",\"update\":{\"update_id\":\"u-1\",\"state\":\"FAILED\"},\"updates\":[],\"events\":["
                + "{\"message\":" + quoted + ",\"error\":{\"exceptions\":[{\"message\":\"because of " + text
                + "\"}]}}],\"value\":[{\"activityName\":\"A\",\"status\":\"Failed\",\"error\":{\"message\":" + quoted
                + "},\"input\":{\"p\":" + quoted + "},\"output\":{\"p\":" + quoted + "}}]}";
    }

    private void open(PlatformType type, Map<String, String> more, Function<Request, Reply> answers) {
        platform = new LocalPlatform(type, settings(more), BEARER, LocalServer.start(answers));
        if (!type.takesAccessToken()) {
            assertThat(platform.config().auth().clientSecret().orElseThrow().reveal())
                    .isEqualTo(CLIENT_SECRET);
        }
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("auth.method", "client-secret");
        settings.put("auth.tenant-id", "tenant");
        settings.put("auth.client-id", "client");
        settings.put("auth.client-secret", CLIENT_SECRET);
        return settings;
    }
}
