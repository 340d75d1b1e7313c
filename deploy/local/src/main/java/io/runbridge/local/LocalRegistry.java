package io.runbridge.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Apicurio Registry as a process of its own on the loopback interface. Its schemas live in a given folder, so that a
 * start after a stop knows them under the same ids. Any thread, one caller at a time.
 */
public final class LocalRegistry implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
    private static final List<String> OPTIONS = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final int HTTP_OK = 200;

    private final int port;
    private final Path folder;
    private LocalProcess process;

    private LocalRegistry(int port, Path folder) {
        this.port = port;
        this.folder = folder;
    }

    /**
     * Starts an empty registry and waits until it answers.
     *
     * @param port the loopback port
     * @param folder an existing, empty folder for its schemas and its log
     * @throws LocalFailure if it does not come up within 90 seconds
     */
    public static LocalRegistry start(int port, Path folder) {
        LocalRegistry registry = new LocalRegistry(port, folder);
        registry.start();
        return registry;
    }

    /** Starts the registry again with the schemas it has; does nothing while it runs. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        JavaCommand command = new JavaCommand(
                "schema registry",
                LocalHome.find().registryClassPath(),
                "io.quarkus.runner.GeneratedMain",
                List.of(),
                OPTIONS,
                Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "APICURIO_DATASOURCE_URL",
                        "jdbc:h2:file:" + folder.resolve("schemas").toAbsolutePath()),
                folder.resolve("registry.log"));
        process = LocalProcess.start(command).awaitReady(START_LIMIT, this::answers);
    }

    /** The value of {@code schema.registry.url}. */
    public String url() {
        return "http://localhost:" + port + "/apis/ccompat/v7";
    }

    /** The running or last process, for signals that are not offered here. */
    public LocalProcess process() {
        return process;
    }

    /** Stops in an orderly way; the schemas stay. */
    public void stop() {
        process.stop();
    }

    /** Ends the registry at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Freezes the registry: connections stay open, and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Lets a frozen registry go on. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        stop();
    }

    private boolean answers() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(REQUEST_LIMIT)
                .build();
        return HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == HTTP_OK;
    }
}
