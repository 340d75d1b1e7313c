package io.runbridge.platform.http;

import io.runbridge.platform.Lease;
import io.runbridge.platform.http.HttpAnswer.Answered;
import io.runbridge.platform.http.HttpAnswer.Cause;
import io.runbridge.platform.http.HttpAnswer.Lost;
import io.runbridge.platform.http.HttpAnswer.NotSent;
import io.vertx.core.AsyncResult;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;

/**
 * One attempt at one call. It knows at every moment whether a byte may have left: until {@link #send} it ends as not
 * sent, from then on as lost. Made of the core client's two public steps, because Web Client hides the moment between
 * them (connection there, nothing written) behind interceptors of an {@code impl} package. Event loop only, but for
 * {@link #answer}; its steps are synchronized because Vert.x does not promise one loop for all of them.
 */
final class HttpExchange {

    private final Vertx vertx;
    private final HttpClient client;
    private final Lease lease;
    private final int maxResponseBytes;
    private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    private final Buffer received = Buffer.buffer();
    private HttpClientRequest request;
    private boolean mayHaveLeft;
    private boolean done;
    private long timer = -1;

    HttpExchange(Vertx vertx, HttpClient client, Lease lease, int maxResponseBytes) {
        this.vertx = vertx;
        this.client = client;
        this.lease = lease;
        this.maxResponseBytes = maxResponseBytes;
    }

    CompletionStage<HttpAnswer> answer() {
        return answer;
    }

    synchronized void begin(RequestOptions options, Optional<Buffer> body, Duration deadline) {
        long millis = deadline.toMillis();
        timer = vertx.setTimer(millis, id -> fail("there was no complete answer within " + millis + " ms"));
        try {
            client.request(options).onComplete(connected -> connected(connected, body));
        } catch (RuntimeException e) {
            fail("the client is closed");
        }
    }

    private synchronized void connected(AsyncResult<HttpClientRequest> connected, Optional<Buffer> body) {
        if (connected.failed()) {
            fail(reason(connected.cause()));
            return;
        }
        request = connected.result();
        // What goes wrong is also told to the response; without a handler Vert.x logs it as an error of its own.
        request.exceptionHandler(e -> {});
        if (done) {
            request.reset();
        } else if (lease.valid()) {
            send(body);
        } else {
            finish(new NotSent(Cause.LEASE_LAPSED, "its lease had run out before it was sent"));
            request.reset();
        }
    }

    private void send(Optional<Buffer> body) {
        mayHaveLeft = true;
        request.response().onComplete(this::headed);
        body.map(request::end).orElseGet(request::end).onSuccess(written -> lease.used());
    }

    private synchronized void headed(AsyncResult<HttpClientResponse> headed) {
        if (headed.failed()) {
            fail(reason(headed.cause()));
            return;
        }
        HttpClientResponse response = headed.result();
        response.exceptionHandler(e -> fail(reason(e)));
        response.handler(chunk -> received(response, chunk));
        response.endHandler(end -> complete(response));
    }

    private synchronized void received(HttpClientResponse response, Buffer chunk) {
        if (done) {
            return;
        }
        int room = maxResponseBytes - received.length();
        received.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
        if (chunk.length() > room) {
            if (response.statusCode() >= 300) {
                // The status of a refusal says what matters; the beginning of its text is enough.
                complete(response);
            } else {
                fail("its answer is longer than " + maxResponseBytes + " bytes");
            }
            request.reset();
        }
    }

    private synchronized void complete(HttpClientResponse response) {
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT), response.headers().getAll(name)));
        finish(new Answered(new Response(response.statusCode(), headers, received.toString(StandardCharsets.UTF_8))));
    }

    private synchronized void fail(String reason) {
        HttpAnswer failed = mayHaveLeft ? new Lost(reason) : new NotSent(Cause.NOT_CONNECTED, reason);
        if (finish(failed) && request != null) {
            request.reset();
        }
    }

    /** Ends the exchange once; later events of the same request change nothing. */
    private boolean finish(HttpAnswer last) {
        if (done) {
            return false;
        }
        done = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        answer.complete(last);
        return true;
    }

    /** Names the kind of trouble; texts of exceptions are kept short, they may hold addresses but nothing we sent. */
    private static String reason(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "its name was not found";
        }
        if (cause instanceof SSLException) {
            return "the TLS handshake failed: " + text(cause);
        }
        return text(cause);
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String line = message.replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
