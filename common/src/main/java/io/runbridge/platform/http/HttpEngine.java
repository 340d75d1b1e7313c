package io.runbridge.platform.http;

import io.runbridge.config.PlatformConfig.CallConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The connections that carry all calls of this process to platforms, on event loops that belong to its owner. Any
 * thread but those loops; {@link #close} waits until they are closed, calls in flight then end as not sent or lost.
 */
public final class HttpEngine implements AutoCloseable {

    /** Below what servers allow an idle connection, so that a reused one has rarely been closed at the other end. */
    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);

    private static final long CLOSE_LIMIT_SECONDS = 10;

    private final Vertx vertx;
    private final List<HttpClient> clients = new CopyOnWriteArrayList<>();

    /**
     * @param vertx stays open when this closes, and must not be closed before
     */
    public HttpEngine(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Connections to one endpoint; they end with this engine. */
    public HttpEndpoint endpoint(URI base, CallConfig calls) {
        HttpClientOptions options = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setKeepAlive(true)
                .setKeepAliveTimeout((int) IDLE_CONNECTION.toSeconds())
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setVerifyHost(true)
                .setMaxRedirects(0)
                .setConnectTimeout((int) Math.min(calls.deadline().toMillis(), Integer.MAX_VALUE))
                .setSsl(HttpEndpoint.encrypted(base));
        calls.trustCertificates().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        return new HttpEndpoint(
                vertx, client(options, calls.connections()), client(options, calls.cancelConnections()), base, calls);
    }

    private HttpClient client(HttpClientOptions options, int connections) {
        HttpClient client = vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setHttp1MaxSize(connections))
                // Every call tells its caller what went wrong; without a handler Vert.x logs it as an error of its own.
                .withConnectHandler(connection -> connection.exceptionHandler(e -> {}))
                .build();
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        Future.join(clients.stream().map(HttpClient::close).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
