package io.runbridge.platform.http;

import io.runbridge.auth.Proof;
import io.runbridge.config.PlatformConfig.CallConfig;
import io.runbridge.platform.Lease;
import io.runbridge.platform.RateLimit;
import io.runbridge.platform.http.HttpAnswer.Answered;
import io.runbridge.platform.http.HttpAnswer.Cause;
import io.runbridge.platform.http.HttpAnswer.NotSent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One platform's address. Sends single attempts: nothing is repeated, no redirect is followed. Any thread; stages
 * complete on an event loop and never exceptionally.
 */
public final class HttpEndpoint {

    private final Vertx vertx;
    private final HttpClient client;
    private final HttpClient cancels;
    private final URI base;
    private final CallConfig calls;
    private final RateLimit rateLimit = new RateLimit();

    /** @param cancels for cancels alone, which so find a connection when other calls hang in all of the others */
    HttpEndpoint(Vertx vertx, HttpClient client, HttpClient cancels, URI base, CallConfig calls) {
        this.vertx = vertx;
        this.client = client;
        this.cancels = cancels;
        this.base = base;
        this.calls = calls;
    }

    /** What its answers say about how many more calls it takes. */
    public RateLimit rateLimit() {
        return rateLimit;
    }

    /** Of a whole call: token, connection and both attempts together. */
    Duration deadline() {
        return calls.deadline();
    }

    /**
     * Makes one attempt.
     *
     * @param proof who we are
     * @param deadline from now to the last byte of the answer, waiting for a connection included; below a millisecond
     *     nothing is sent
     * @param lease asked once the connection is there, right before the first byte
     */
    CompletionStage<HttpAnswer> send(HttpCall call, Proof proof, Duration deadline, Lease lease) {
        if (deadline.toMillis() <= 0) {
            return CompletableFuture.completedFuture(new NotSent(Cause.NOT_CONNECTED, "its time was up"));
        }
        Optional<Buffer> body = call.body().map(HttpBody::content);
        HttpClient pool = call.operation() == Operation.CANCEL ? cancels : client;
        HttpExchange exchange = new HttpExchange(vertx, pool, lease, calls.maxResponseBytes());
        try {
            RequestOptions options = options(call, proof);
            vertx.getOrCreateContext().runOnContext(v -> exchange.begin(options, body, deadline));
        } catch (IllegalArgumentException e) {
            // A proof with characters that no header can have; the exception may hold it.
            return CompletableFuture.completedFuture(new NotSent(Cause.NOT_CONNECTED, "its headers cannot be written"));
        } catch (RuntimeException e) {
            // The engine is closed: its event loops take nothing any more.
            return CompletableFuture.completedFuture(new NotSent(Cause.NOT_CONNECTED, "the client is closed"));
        }
        return exchange.answer().thenApply(answer -> {
            if (answer instanceof Answered answered) {
                RateLimitHeaders.read(call.operation(), answered.response(), rateLimit);
            }
            return answer;
        });
    }

    private RequestOptions options(HttpCall call, Proof proof) {
        boolean ssl = encrypted(base);
        int port = base.getPort() >= 0 ? base.getPort() : ssl ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.verb().name()))
                .setSsl(ssl)
                .setHost(host(base))
                .setPort(port)
                .setURI(prefix(base) + call.target().uri())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .putHeader(HttpHeaders.USER_AGENT, "runbridge");
        proof.headers().forEach(options::putHeader);
        call.body().ifPresent(body -> options.putHeader(HttpHeaders.CONTENT_TYPE, body.type()));
        if (call.verb() == HttpCall.Verb.POST) {
            // Also when empty: front ends on http.sys answer 411 to a POST without a length.
            options.putHeader(
                    HttpHeaders.CONTENT_LENGTH,
                    Integer.toString(
                            call.body().map(body -> body.content().length()).orElse(0)));
        }
        return options;
    }

    static boolean encrypted(URI base) {
        return "https".equalsIgnoreCase(base.getScheme());
    }

    private static String host(URI base) {
        String host = base.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String prefix(URI base) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
