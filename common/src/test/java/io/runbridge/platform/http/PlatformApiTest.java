package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.TokenCache;
import io.runbridge.auth.TokenSource;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Lease;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.testing.LocalServer;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.PlatformSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformApiTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
    private static final FailureTable NO_ROWS = new FailureTable(
            List.of(),
            List.of(
                    Hint.of(FailureCategory.NOT_FOUND, "Look for it elsewhere")
                            .on(Operation.LOOK_UP, Operation.OBSERVE),
                    Hint.of(FailureCategory.NOT_FOUND, "Import it again"),
                    Hint.of(FailureCategory.REJECTED, "Take the other door").said("^DOOR: locked"),
                    Hint.of(FailureCategory.REJECTED, "Pay for it").status(402)));

    private final Vertx vertx = Vertx.vertx();
    private final HttpEngine engine = new HttpEngine(vertx);
    private final AtomicInteger fetches = new AtomicInteger();
    private TokenSource source = () -> token("token-" + fetches.incrementAndGet());
    private FailureTable failures = NO_ROWS;
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
    void shouldCarryTheTokenAndDecodeTheAnswer() {
        // given
        server = LocalServer.start(request -> Reply.json(202, "{\"id\":\"r-1\"}"));

        // when
        Answer<String> answer = call(Operation.START);

        // then
        assertThat(answer).isEqualTo(Answer.success("r-1"));
        assertThat(server.requests().get(0).headers()).containsEntry("authorization", "Bearer token-1");
    }

    /** A short token may be part of a name. */
    @ParameterizedTest
    @CsvSource({"0123456789abcdef, sent ***", "0123456789abcde, sent 0123456789abcde", "i, sent i"})
    void shouldTakeTheTokenOutOfWhatASuccessSays(String value, String said) {
        // given
        source = () -> token(value);
        server = LocalServer.start(request -> Reply.json(200, "{\"id\":\"sent " + value + "\"}"));

        // when
        Answer<String> answer = call(Operation.OBSERVE);

        // then
        assertThat(answer).isEqualTo(Answer.success(said));
    }

    @Test
    void shouldTryOnceMoreWithAFreshTokenIfTheFirstIsRefused() {
        // given
        server = LocalServer.start(
                request -> request.headers().get("authorization").equals("Bearer token-1")
                        ? Reply.json(401, "")
                        : Reply.json(200, "{\"id\":\"r-1\"}"));

        // when
        Answer<String> answer = call(Operation.START);

        // then
        assertThat(answer).isEqualTo(Answer.success("r-1"));
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"403, JWT has expired, 2", "403, You may not do this, 1"})
    void shouldTryOnceMoreIfThePlatformSaysOtherwiseThatItsTokenEnded(int status, String message, int attempts) {
        // given
        failures = new FailureTable(List.of(FailureRow.tokenRefused(400, 403).message("expired")), List.of());
        server = LocalServer.start(request -> Reply.json(status, "{\"message\":\"" + message + "\"}"));

        // when
        Failure failure = failure(call(Operation.START));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(server.requests()).hasSize(attempts);
    }

    /** The first hint counts that speaks of the call, its status and what was said. */
    @ParameterizedTest
    @CsvSource({
        "START, 404, LOST, gone, Import it again",
        "OBSERVE, 404, LOST, gone, Look for it elsewhere",
        "START, 400, DOOR, locked for today, Take the other door",
        "START, 402, DOOR, locked for today, Take the other door",
        "START, 402, DOOR, open, Pay for it",
        "START, 400, DOOR, open, DOOR: open",
    })
    void shouldHint(Operation operation, int status, String code, String message, String end) {
        // given
        server = LocalServer.start(
                request -> Reply.json(status, "{\"error_code\":\"" + code + "\",\"message\":\"" + message + "\"}"));

        // then
        assertThat(failure(call(operation)).message()).endsWith(end);
    }

    @Test
    void shouldAskTheLeaseAgainBeforeTheSecondAttempt() {
        // given
        server = LocalServer.start(request -> Reply.json(401, ""));
        AtomicInteger asked = new AtomicInteger();

        // when
        Failure failure = failure(call(Operation.START, () -> asked.incrementAndGet() == 1));

        // then
        assertThat(failure.code()).isEqualTo(Failure.LEASE_LAPSED);
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldGiveUpIfTheFreshTokenIsRefusedToo() {
        // given
        server = LocalServer.start(request -> Reply.json(401, ""));

        // when
        Failure failure = failure(call(Operation.START));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(failure.code()).isEqualTo("UNAUTHORIZED");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void shouldNotTryAgainIfThereIsNoOtherToken() {
        // given
        source = () -> token("fixed");
        server = LocalServer.start(request -> Reply.json(401, ""));

        // when
        Failure failure = failure(call(Operation.START));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAUTHORIZED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void shouldNeverShowItsToken() {
        // given
        source = () -> token("s3cr3t-t0k3n");
        server = LocalServer.start(request -> Reply.of(
                400, Map.of("location", "https://evil.test/?t=s3cr3t-t0k3n"), "You sent " + request.headers()));

        // when
        Failure failure = failure(call(Operation.START));

        // then
        assertThat(failure.message()).contains("You sent").doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCategory.class,
            names = {"UNAUTHORIZED", "UNAVAILABLE"})
    void shouldPassOnWhyThereIsNoToken(FailureCategory category) {
        // given
        source = () -> CompletableFuture.completedFuture(
                Answer.failed(Failure.of(category, category.name(), "the tenant is unknown")));
        server = LocalServer.start(request -> Reply.json(200, "{}"));

        // when
        Failure failure = failure(call(Operation.START));

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.message()).isEqualTo("Tried to start it on lake-test, but the tenant is unknown");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void shouldNotWaitForATokenLongerThanTheDeadline() {
        // given
        source = CompletableFuture::new;
        server = LocalServer.start(request -> Reply.json(200, "{}"));

        // when
        Failure failure = failure(call(Operation.START, Map.of("calls.deadline", "300ms")));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void shouldCallALostAnswerAmbiguousOnlyForAStart(Operation operation) {
        // given
        server = LocalServer.start(request -> Reply.reset());

        // when
        Failure failure = failure(call(operation));

        // then
        assertThat(failure.category())
                .isEqualTo(
                        operation == Operation.START ? FailureCategory.UNKNOWN_OUTCOME : FailureCategory.UNAVAILABLE);
        assertThat(failure.code()).isEqualTo(operation == Operation.START ? "ANSWER_LOST" : "PLATFORM_UNAVAILABLE");
        assertThat(failure.message()).startsWith("Tried to start it on lake-test, but the answer was lost: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>proxy</html>",
                "{}",
                "{\"id\":null}",
                "{\"id\":\"\"}",
                "[]",
                "\"r-1\"",
                "{\"id\":\"r-1\""
            })
    void shouldCallASuccessWithoutAnIdAmbiguousForAStart(String body) {
        // given
        server = LocalServer.start(request -> Reply.json(200, body));

        // then
        assertThat(failure(call(Operation.START)).category()).isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
        assertThat(failure(call(Operation.OBSERVE)).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "300, REJECTED, REJECTED",
        "301, REJECTED, REJECTED",
        "302, REJECTED, REJECTED",
        "303, UNKNOWN_OUTCOME, UNAVAILABLE",
        "307, REJECTED, REJECTED",
        "308, REJECTED, REJECTED",
        "400, REJECTED, REJECTED",
        "401, UNAUTHORIZED, UNAUTHORIZED",
        "403, UNAUTHORIZED, UNAUTHORIZED",
        "404, NOT_FOUND, NOT_FOUND",
        "405, REJECTED, REJECTED",
        "408, UNKNOWN_OUTCOME, UNAVAILABLE",
        "409, REJECTED, REJECTED",
        "411, REJECTED, REJECTED",
        "413, REJECTED, REJECTED",
        "418, REJECTED, REJECTED",
        "429, THROTTLED, THROTTLED",
        "499, REJECTED, REJECTED",
        "500, UNKNOWN_OUTCOME, UNAVAILABLE",
        "502, UNKNOWN_OUTCOME, UNAVAILABLE",
        "503, UNKNOWN_OUTCOME, UNAVAILABLE",
        "504, UNKNOWN_OUTCOME, UNAVAILABLE",
        "599, UNKNOWN_OUTCOME, UNAVAILABLE",
        "700, UNKNOWN_OUTCOME, UNAVAILABLE",
    })
    void shouldJudgeAnyStatus(int status, FailureCategory ofStart, FailureCategory ofObserve) {
        // given
        Response response = new Response(status, Map.of(), "no");

        // then
        assertThat(NO_ROWS.failure(call(Operation.START, "/x"), "p", response, CLOCK)
                        .category())
                .isEqualTo(ofStart);
        assertThat(NO_ROWS.failure(call(Operation.OBSERVE, "/x"), "p", response, CLOCK)
                        .category())
                .isEqualTo(ofObserve);
    }

    @Test
    void shouldSayWhatItTriedAndWhatItGot() {
        // given
        Response response = new Response(
                404,
                Map.of("x-ms-request-id", List.of("abc-1"), "retry-after", List.of("9")),
                "{\"error\":{\"code\":\"PipelineNotFound\",\"message\":\"No such pipeline\"}}");

        // when
        Failure failure = NO_ROWS.failure(call(Operation.START, "/x"), "lake-test", response, CLOCK);

        // then
        assertThat(failure.message())
                .isEqualTo("Tried to start it on lake-test, but it answered 404 PipelineNotFound: No such pipeline"
                        + " (x-ms-request-id abc-1). Import it again");
        assertThat(failure.code()).isEqualTo("JOB_NOT_FOUND");
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.test/secret?code=1, login.test",
        "//other.test/x, other.test",
    })
    void shouldNameTheHostOfARedirectOnly(String location, String host) {
        // given
        Response response = new Response(302, Map.of("location", List.of(location)), "");

        // when
        Failure failure = NO_ROWS.failure(call(Operation.START, "/x"), "p", response, CLOCK);

        // then
        assertThat(failure.message()).contains("redirect to " + host).doesNotContain("secret");
    }

    private Answer<String> call(Operation operation) {
        return call(operation, Map.of());
    }

    private Answer<String> call(Operation operation, Lease lease) {
        return call(operation, Map.of(), lease);
    }

    private Answer<String> call(Operation operation, Map<String, String> settings) {
        return call(operation, settings, () -> true);
    }

    private Answer<String> call(Operation operation, Map<String, String> settings, Lease lease) {
        URI uri = server.uri();
        HttpEndpoint endpoint = engine.endpoint(
                uri, PlatformSettings.of(PlatformType.DATABRICKS, uri, settings).calls());
        PlatformApi api = new PlatformApi("lake-test", endpoint, new TokenCache(source, CLOCK), failures, CLOCK);
        return api.call(call(operation, "/runs"), lease, json -> Json.text(json, "id"))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static HttpCall call(Operation operation, String path) {
        return HttpCall.post(operation, Target.of(path), Json.object(), "start it");
    }

    private static Failure failure(Answer<?> answer) {
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        return ((Answer.Failed<?>) answer).failure();
    }

    private static CompletionStage<Answer<BearerToken>> token(String value) {
        return CompletableFuture.completedFuture(
                Answer.success(new BearerToken(value, CLOCK.instant().plusSeconds(3600))));
    }
}
