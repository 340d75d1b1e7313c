package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.Proof;
import io.runbridge.platform.Lease;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.http.HttpAnswer.Answered;
import io.runbridge.platform.http.HttpAnswer.Cause;
import io.runbridge.platform.http.HttpAnswer.Lost;
import io.runbridge.platform.http.HttpAnswer.NotSent;
import io.runbridge.platform.testing.LocalServer;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.PlatformSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {

    private static final HttpCall GET =
            HttpCall.get(Operation.OBSERVE, Target.of("/runs").with("id", "1"), "look");
    private static final Proof TOKEN = Proof.of(new BearerToken("token", Instant.MAX));
    private static final HttpCall START =
            HttpCall.post(Operation.START, Target.of("/runs"), Json.object().put("a", 1), "start");
    private static final Lease VALID = () -> true;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final HttpEngine engine = new HttpEngine(vertx);
    private LocalServer server;

    @AfterEach
    void close() {
        engine.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldSendWhatWasAsked() {
        // given
        serve(Reply.json(200, "{\"ok\":true}"));

        // when
        Response response = answered(send(START, LONG));

        // then
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"ok\":true}");
        assertThat(response.header("content-type")).contains("application/json");
        LocalServer.Request request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/runs");
        assertThat(request.body()).isEqualTo("{\"a\":1}");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer token")
                .containsEntry("content-type", "application/json")
                .containsEntry("content-length", "7")
                .containsEntry("accept", "application/json")
                .containsEntry("host", server.uri().getAuthority())
                .doesNotContainKey("accept-encoding");
    }

    @Test
    void shouldSendAnEmptyPostWithItsLength() {
        // given
        serve(Reply.json(200, ""));

        // when
        answered(send(HttpCall.post(Operation.CANCEL, Target.of("/cancel"), "cancel"), LONG));

        // then
        assertThat(server.requests().get(0).headers())
                .containsEntry("content-length", "0")
                .doesNotContainKey("content-type");
    }

    @Test
    void shouldKeepThePathOfTheEndpoint() {
        // given
        serve(Reply.json(200, "{}"));
        HttpEndpoint endpoint = endpoint(URI.create(server.uri() + "/gateway/"), Map.of());

        // when
        answered(endpoint.send(GET, TOKEN, LONG, VALID));

        // then
        assertThat(server.requests().get(0).uri()).isEqualTo("/gateway/runs?id=1");
    }

    @Test
    void shouldUseAConnectionAgain() {
        // given
        serve(Reply.json(200, "{}"));
        HttpEndpoint endpoint = endpoint(server.uri(), Map.of("calls.connections", "1"));

        // when
        for (int i = 0; i < 20; i++) {
            answered(endpoint.send(GET, TOKEN, LONG, VALID));
        }

        // then
        assertThat(server.requests()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void shouldNotFollowARedirect(int status) {
        // given
        try (LocalServer other = LocalServer.start(request -> Reply.json(200, "{}"))) {
            serve(Reply.of(status, Map.of("location", other.uri() + "/steal"), ""));

            // when
            Response response = answered(send(GET, LONG));

            // then
            assertThat(response.status()).isEqualTo(status);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void shouldNotSendIfTheConnectionIsRefused() {
        // given
        serve(Reply.reset());
        URI gone = server.uri();
        server.close();

        // then
        assertThat(get(endpoint(gone, Map.of()).send(START, TOKEN, LONG, VALID)))
                .isInstanceOfSatisfying(
                        NotSent.class, answer -> assertThat(answer.cause()).isEqualTo(Cause.NOT_CONNECTED));
    }

    @Test
    void shouldNotSendIfTheNameIsUnknown() {
        // given
        HttpEndpoint endpoint = endpoint(URI.create("http://no-such-host.invalid"), Map.of());

        // then
        assertThat(get(endpoint.send(START, TOKEN, LONG, VALID))).isInstanceOf(NotSent.class);
    }

    @Test
    void shouldNotSendIfTheHandshakeFails() {
        // given
        serve(Reply.raw("this is no TLS"));
        HttpEndpoint endpoint = endpoint(URI.create("https://" + server.uri().getAuthority()), Map.of());

        // then
        assertThat(get(endpoint.send(START, TOKEN, SHORT, VALID))).isInstanceOf(NotSent.class);
    }

    @Test
    void shouldNotSendIfTheLeaseHasLapsed() {
        // given
        serve(Reply.json(200, "{}"));

        // when
        HttpAnswer answer = get(endpoint(server.uri(), Map.of()).send(START, TOKEN, LONG, () -> false));

        // then
        assertThat(answer).isInstanceOfSatisfying(NotSent.class, notSent -> assertThat(notSent.cause())
                .isEqualTo(Cause.LEASE_LAPSED));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldUseTheConnectionOfALapsedLeaseAgain() {
        // given
        serve(Reply.json(200, "{}"));
        HttpEndpoint endpoint = endpoint(server.uri(), Map.of("calls.connections", "1"));
        get(endpoint.send(START, TOKEN, LONG, () -> false));

        // when
        HttpAnswer answer = get(endpoint.send(START, TOKEN, LONG, VALID));

        // then
        assertThat(answer).isInstanceOf(Answered.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void shouldNotSendIfItsTimeIsUp(long millis) {
        // given
        serve(Reply.json(200, "{}"));

        // when
        HttpAnswer answer = get(send(START, Duration.ofMillis(millis)));

        // then
        assertThat(answer).isInstanceOf(NotSent.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldNotSendIfNoConnectionGetsFree() {
        // given
        serve(Reply.stall(""));
        HttpEndpoint endpoint = endpoint(server.uri(), Map.of("calls.connections", "1"));
        CompletionStage<HttpAnswer> first = endpoint.send(START, TOKEN, LONG, VALID);

        // when
        HttpAnswer second = get(endpoint.send(START, TOKEN, SHORT, VALID));

        // then
        assertThat(second).isInstanceOf(NotSent.class);
        assertThat(first.toCompletableFuture()).isNotDone();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void shouldLoseAnAnswerThatDoesNotCome(String what, Reply reply, Duration deadline) {
        // given
        serve(reply);

        // when
        HttpAnswer answer = get(send(START, deadline));

        // then
        assertThat(answer).isInstanceOf(Lost.class);
        assertThat(server.requests()).hasSize(1);
    }

    static List<Arguments> losses() {
        return List.of(
                Arguments.of("reset", Reply.reset(), LONG),
                Arguments.of("closed", Reply.raw(""), LONG),
                Arguments.of("half a head", Reply.raw("HTTP/1.1 200 OK\r\ncontent-le"), LONG),
                Arguments.of("no HTTP", Reply.raw("\u0000\u0001 garbage\r\n\r\n"), LONG),
                Arguments.of("half a body", Reply.raw("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"a\""), LONG),
                Arguments.of(
                        "half a chunked body",
                        Reply.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"),
                        LONG),
                Arguments.of("huge head", Reply.raw("HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000) + "\r\n\r\n"), LONG),
                Arguments.of("nothing in time", Reply.stall(""), SHORT),
                Arguments.of(
                        "body not in time", Reply.stall("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"a\""), SHORT));
    }

    @Test
    void shouldLoseASuccessThatIsTooLong() {
        // given
        serve(Reply.json(200, "x".repeat(5_000)));

        // then
        assertThat(get(endpoint(server.uri(), Map.of("calls.max-response-bytes", "1024"))
                        .send(START, TOKEN, LONG, VALID)))
                .isInstanceOf(Lost.class);
    }

    @Test
    void shouldKeepTheBeginningOfARefusalThatIsTooLong() {
        // given
        serve(Reply.json(400, "x".repeat(5_000)));

        // when
        Response response = answered(endpoint(server.uri(), Map.of("calls.max-response-bytes", "1024"))
                .send(START, TOKEN, LONG, VALID));

        // then
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).hasSize(1024);
    }

    @Test
    void shouldEndCallsInFlightWhenItCloses() {
        // given
        serve(Reply.stall(""));
        HttpEndpoint endpoint = endpoint(server.uri(), Map.of("calls.connections", "1"));
        CompletionStage<HttpAnswer> sent = endpoint.send(START, TOKEN, LONG, VALID);
        CompletionStage<HttpAnswer> waiting = endpoint.send(START, TOKEN, LONG, VALID);

        // when
        engine.close();

        // then
        assertThat(get(sent)).isNotInstanceOf(Answered.class);
        assertThat(get(waiting)).isInstanceOf(NotSent.class);
        assertThat(get(endpoint.send(START, TOKEN, LONG, VALID))).isInstanceOf(NotSent.class);
    }

    private void serve(Reply reply) {
        server = LocalServer.start(request -> reply);
    }

    private HttpEndpoint endpoint(URI uri, Map<String, String> settings) {
        return engine.endpoint(
                uri, PlatformSettings.of(PlatformType.DATABRICKS, uri, settings).calls());
    }

    private CompletionStage<HttpAnswer> send(HttpCall call, Duration deadline) {
        return endpoint(server.uri(), Map.of()).send(call, TOKEN, deadline, VALID);
    }

    private static Response answered(CompletionStage<HttpAnswer> stage) {
        HttpAnswer answer = get(stage);
        assertThat(answer).isInstanceOf(Answered.class);
        return ((Answered) answer).response();
    }

    private static HttpAnswer get(CompletionStage<HttpAnswer> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
