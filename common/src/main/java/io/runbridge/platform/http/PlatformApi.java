package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.auth.BearerToken;
import io.runbridge.auth.TokenCache;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Lease;
import io.runbridge.platform.PlatformText;
import io.runbridge.platform.http.HttpAnswer.Answered;
import io.runbridge.platform.http.HttpAnswer.Cause;
import io.runbridge.platform.http.HttpAnswer.Lost;
import io.runbridge.platform.http.HttpAnswer.NotSent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls to one platform as its clients make them: with a token, within the call's deadline, every outcome turned into
 * an answer in one place. A call whose token is refused is tried once more with a fresh one; nothing else is repeated. Any thread; stages
 * never complete exceptionally.
 */
public final class PlatformApi {

    private static final Lease UNLIMITED = () -> true;

    /** A shorter token may stand by chance in what is needed, like the name of a member; real ones are longer. */
    private static final int SHORTEST_TOKEN = 16;

    private final String platform;
    private final HttpEndpoint endpoint;
    private final TokenCache tokens;
    private final FailureTable failures;
    private final Clock clock;

    /**
     * @param platform as the configuration names it
     */
    public PlatformApi(String platform, HttpEndpoint endpoint, TokenCache tokens, FailureTable failures, Clock clock) {
        this.platform = platform;
        this.endpoint = endpoint;
        this.tokens = tokens;
        this.failures = failures;
        this.clock = clock;
    }

    /** The clock of all calls. */
    public Clock clock() {
        return clock;
    }

    /** Makes a call that may leave at any time. */
    public <T> CompletionStage<Answer<T>> call(HttpCall call, Function<JsonNode, Optional<T>> decode) {
        return call(call, UNLIMITED, decode);
    }

    /**
     * Makes a call.
     *
     * @param decode takes what is needed out of the JSON of a 2xx; empty if it is not there, which counts as no answer
     */
    public <T> CompletionStage<Answer<T>> call(HttpCall call, Lease lease, Function<JsonNode, Optional<T>> decode) {
        return exchange(call, lease).thenApply(answer -> {
            if (answer instanceof Answer.Success<Response> success) {
                return decoded(success.value(), decode)
                        .map(Answer::success)
                        .orElseGet(() -> unreadable(call, success.value()));
            }
            return Answer.failed(((Answer.Failed<Response>) answer).failure());
        });
    }

    /** Makes a call whose 2xx says all, whatever its body. */
    public CompletionStage<Answer<Void>> command(HttpCall call) {
        return exchange(call, UNLIMITED)
                .thenApply(answer -> answer instanceof Answer.Failed<Response> failed
                        ? Answer.failed(failed.failure())
                        : Answer.success(null));
    }

    private CompletionStage<Answer<Response>> exchange(HttpCall call, Lease lease) {
        return attempt(call, lease, System.nanoTime() + endpoint.deadline().toNanos(), Optional.empty());
    }

    private CompletionStage<Answer<Response>> attempt(
            HttpCall call, Lease lease, long deadlineNanos, Optional<BearerToken> refused) {
        return token(deadlineNanos).thenCompose(token -> {
            if (token instanceof Answer.Success<BearerToken> success) {
                return send(call, lease, deadlineNanos, success.value(), refused);
            }
            Failure failure = ((Answer.Failed<BearerToken>) token).failure();
            return done(Answer.failed(new Failure(
                    failure.category(), failure.code(), tried(call, failure.message()), failure.retryAfter())));
        });
    }

    private CompletionStage<Answer<BearerToken>> token(long deadlineNanos) {
        // A copy, so that giving up on it leaves the shared fetch alone.
        return tokens.token()
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(
                        Answer.failed(Failure.of(
                                FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "no token came in time")),
                        Math.max(1, deadlineNanos - System.nanoTime()),
                        TimeUnit.NANOSECONDS);
    }

    private CompletionStage<Answer<Response>> send(
            HttpCall call, Lease lease, long deadlineNanos, BearerToken token, Optional<BearerToken> refused) {
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        return endpoint.send(call, token.value(), left, lease).thenCompose(answer -> {
            if (refused.isEmpty()
                    && answer instanceof Answered answered
                    && failures.refusesToken(answered.response())) {
                tokens.invalidate(token);
                return again(call, lease, deadlineNanos, token, answered.response());
            }
            return done(outcome(call, answer, token));
        });
    }

    /** One more attempt, if there is another token than the one that was refused. */
    private CompletionStage<Answer<Response>> again(
            HttpCall call, Lease lease, long deadlineNanos, BearerToken refused, Response response) {
        return token(deadlineNanos)
                .thenCompose(token -> token.equals(Answer.success(refused))
                        ? done(outcome(call, new Answered(response), refused))
                        : attempt(call, lease, deadlineNanos, Optional.of(refused)));
    }

    private Answer<Response> outcome(HttpCall call, HttpAnswer answer, BearerToken token) {
        if (answer instanceof Answered answered) {
            Response response = answered.response();
            if (response.ok()) {
                boolean telling = token.value().length() >= SHORTEST_TOKEN;
                return Answer.success(telling ? without(token, response) : response);
            }
            return Answer.failed(without(token, failures.failure(call, platform, without(token, response), clock)));
        }
        if (answer instanceof NotSent notSent) {
            String code = notSent.cause() == Cause.LEASE_LAPSED
                    ? Failure.LEASE_LAPSED
                    : FailureTable.errorCode(call.operation(), FailureCategory.UNAVAILABLE);
            return Answer.failed(
                    Failure.of(FailureCategory.UNAVAILABLE, code, tried(call, "it was not sent: " + notSent.reason())));
        }
        FailureCategory category = call.operation().ambiguous();
        return Answer.failed(Failure.of(
                category,
                FailureTable.errorCode(call.operation(), category),
                tried(call, "the answer was lost: " + ((Lost) answer).reason())));
    }

    /** Whatever a 2xx may hold, an answer that cannot be read is no answer. */
    private static <T> Optional<T> decoded(Response response, Function<JsonNode, Optional<T>> decode) {
        try {
            return Json.read(response.body()).flatMap(decode);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private <T> Answer<T> unreadable(HttpCall call, Response response) {
        FailureCategory category = call.operation().ambiguous();
        return Answer.failed(Failure.of(
                category,
                FailureTable.errorCode(call.operation(), category),
                tried(call, "its answer " + response.status() + " lacks what was asked for")));
    }

    /** Some services repeat a call's headers in their error pages, and runs in their texts. */
    private static Response without(BearerToken token, Response response) {
        String text = response.body();
        return text.contains(token.value())
                ? new Response(response.status(), response.headers(), text.replace(token.value(), PlatformText.MASK))
                : response;
    }

    /** A token may also have been written with JSON's escapes, which are gone by now. */
    private static Failure without(BearerToken token, Failure failure) {
        return new Failure(
                failure.category(),
                failure.code(),
                failure.message().replace(token.value(), PlatformText.MASK),
                failure.retryAfter());
    }

    private String tried(HttpCall call, String reason) {
        return "Tried to " + call.purpose() + " on " + platform + ", but " + reason;
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
