package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.auth.Identity;
import io.runbridge.auth.Proof;
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
import java.util.List;
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

    /** A shorter secret may stand by chance in what is needed, like the name of a member; real ones are longer. */
    private static final int SHORTEST_SECRET = 16;

    private final String platform;
    private final HttpEndpoint endpoint;
    private final Identity identity;
    private final FailureTable failures;
    private final Clock clock;

    /**
     * @param platform as the configuration names it
     */
    public PlatformApi(String platform, HttpEndpoint endpoint, Identity identity, FailureTable failures, Clock clock) {
        this.platform = platform;
        this.endpoint = endpoint;
        this.identity = identity;
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
            HttpCall call, Lease lease, long deadlineNanos, Optional<Proof> refused) {
        return proof(deadlineNanos).thenCompose(proof -> {
            if (proof instanceof Answer.Success<Proof> success) {
                return send(call, lease, deadlineNanos, success.value(), refused);
            }
            Failure failure = ((Answer.Failed<Proof>) proof).failure();
            return done(Answer.failed(new Failure(
                    failure.category(), failure.code(), tried(call, failure.message()), failure.retryAfter())));
        });
    }

    private CompletionStage<Answer<Proof>> proof(long deadlineNanos) {
        // A copy, so that giving up on it leaves the shared fetch alone.
        return identity.proof()
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(
                        Answer.failed(Failure.of(
                                FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "no token came in time")),
                        Math.max(1, deadlineNanos - System.nanoTime()),
                        TimeUnit.NANOSECONDS);
    }

    private CompletionStage<Answer<Response>> send(
            HttpCall call, Lease lease, long deadlineNanos, Proof proof, Optional<Proof> refused) {
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        return endpoint.send(call, proof, left, lease).thenCompose(answer -> {
            if (refused.isEmpty()
                    && answer instanceof Answered answered
                    && failures.refusesToken(answered.response())) {
                identity.refused(proof);
                return again(call, lease, deadlineNanos, proof, answered.response());
            }
            return done(outcome(call, answer, proof));
        });
    }

    /** One more attempt, if there is another proof than the one that was refused. */
    private CompletionStage<Answer<Response>> again(
            HttpCall call, Lease lease, long deadlineNanos, Proof refused, Response response) {
        return proof(deadlineNanos)
                .thenCompose(proof -> proof.equals(Answer.success(refused))
                        ? done(outcome(call, new Answered(response), refused))
                        : attempt(call, lease, deadlineNanos, Optional.of(refused)));
    }

    private Answer<Response> outcome(HttpCall call, HttpAnswer answer, Proof proof) {
        if (answer instanceof Answered answered) {
            Response response = answered.response();
            if (response.ok()) {
                return Answer.success(without(telling(proof.secrets()), response));
            }
            Response shown = without(proof.secrets(), response);
            return Answer.failed(without(proof.secrets(), failures.failure(call, platform, shown, clock)));
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

    private static List<String> telling(List<String> secrets) {
        return secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .toList();
    }

    /** Some services repeat a call's headers in their error pages, and runs in their texts. */
    private static Response without(List<String> secrets, Response response) {
        String text = without(secrets, response.body());
        return text.equals(response.body()) ? response : new Response(response.status(), response.headers(), text);
    }

    /** A secret may also have been written with JSON's escapes, which are gone by now. */
    private static Failure without(List<String> secrets, Failure failure) {
        return new Failure(
                failure.category(), failure.code(), without(secrets, failure.message()), failure.retryAfter());
    }

    private static String without(List<String> secrets, String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, PlatformText.MASK);
        }
        return shown;
    }

    private String tried(HttpCall call, String reason) {
        return "Tried to " + call.purpose() + " on " + platform + ", but " + reason;
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
