package io.runbridge.simulator;

import io.runbridge.simulator.tls.LocalAuthority;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running simulator: one event loop that serves HTTP and HTTPS and owns all state.
 *
 * <p>Any thread may start it, ask for its addresses and close it.
 */
public final class SimulatorServer implements AutoCloseable {
    /** Nothing is served from the class path; the folder for that would stay behind a killed process. */
    private static final FileSystemOptions NO_CACHE = new FileSystemOptions().setClassPathResolvingEnabled(false);

    private static final int TIMEOUT_SECONDS = 20;

    private final Vertx vertx;
    private final Doors doors;
    private final LocalAuthority authority;

    private SimulatorServer(Vertx vertx, Doors doors, LocalAuthority authority) {
        this.vertx = vertx;
        this.doors = doors;
        this.authority = authority;
    }

    /**
     * Starts a simulator and waits until it answers.
     *
     * @throws IllegalStateException if a port is taken or does not open within 20 s
     * @throws UncheckedIOException if the certificate file cannot be written
     */
    public static SimulatorServer start(SimulatorOptions options) {
        LocalAuthority authority = LocalAuthority.create();
        options.caFile().ifPresent(file -> write(file, authority.authorityPem()));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setFileSystemOptions(NO_CACHE));
        Doors doors = new Doors(options, authority);
        try {
            await(vertx.deployVerticle(doors), "open ports");
            return new SimulatorServer(vertx, doors, authority);
        } catch (RuntimeException e) {
            await(vertx.close(), "close");
            throw e;
        }
    }

    /** The port for plain HTTP. */
    public int httpPort() {
        return doors.http.actualPort();
    }

    /** The port for TLS. */
    public int httpsPort() {
        return doors.https.actualPort();
    }

    /** The base address for plain HTTP. */
    public String httpUrl() {
        return "http://localhost:" + httpPort();
    }

    /** The base address for TLS. */
    public String httpsUrl() {
        return "https://localhost:" + httpsPort();
    }

    /** The certificate of the authority that signed the server's, as PEM. */
    public String authorityPem() {
        return authority.authorityPem();
    }

    /** Closes ports and connections. */
    @Override
    public void close() {
        await(vertx.close(), "close");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to write the CA certificate to " + file + ", but could not", e);
        }
    }

    private static void await(Future<?> future, String action) {
        try {
            future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Tried to " + action + ", but " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Tried to " + action + ", but it took more than 20 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Tried to " + action + ", but was interrupted", e);
        }
    }

    /** Both servers on one context, so that one thread owns everything behind them. */
    private static final class Doors extends VerticleBase {

        private final SimulatorOptions options;
        private final LocalAuthority authority;
        private volatile HttpServer http;
        private volatile HttpServer https;

        Doors(SimulatorOptions options, LocalAuthority authority) {
            this.options = options;
            this.authority = authority;
        }

        @Override
        public Future<?> start() {
            FrontDoor door = Platforms.open(vertx, options);
            // One request per connection at a time, so that a cut connection harms no other call.
            HttpServerOptions plain = new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setHost(options.host())
                    .setPort(options.httpPort());
            HttpServerOptions tls = new HttpServerOptions()
                    .setUseAlpn(false)
                    .setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addKeyValue(Buffer.buffer(authority.serverKeyPem()))
                            .addCertValue(Buffer.buffer(authority.serverPem())))
                    .setHost(options.host())
                    .setPort(options.httpsPort());
            http = vertx.createHttpServer(plain).requestHandler(door.router());
            https = vertx.createHttpServer(tls).requestHandler(door.router());
            return Future.all(listen(http, options.httpPort()), listen(https, options.httpsPort()));
        }

        private static Future<HttpServer> listen(HttpServer server, int port) {
            return server.listen()
                    .recover(error -> Future.failedFuture(
                            new IllegalStateException("port " + port + ": " + error.getMessage(), error)));
        }
    }
}
