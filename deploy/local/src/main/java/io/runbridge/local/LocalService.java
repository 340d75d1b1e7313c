package io.runbridge.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One instance of one of the services as a process of its own. After a stop or a kill it can be started again with the
 * state it left. Any thread, one caller at a time.
 */
public final class LocalService implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);
    private static final int HTTP_OK = 200;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> OPTIONS =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** The services there are. */
    public enum Kind {
        /** Starts and cancels runs. */
        TRIGGER("trigger-service", "io.runbridge.trigger.TriggerService"),
        /** Watches runs. */
        POLLER("poller-service", "io.runbridge.poller.PollerService");

        private final String word;
        private final String mainClass;

        Kind(String word, String mainClass) {
            this.word = word;
            this.mainClass = mainClass;
        }

        /** The service's name. */
        public String word() {
            return word;
        }

        /** What is run. */
        public Program program() {
            return new Program(LocalHome.find().servicesClassPath(), mainClass);
        }
    }

    /** A main class that takes {@code --config FILE}, as the services do. */
    public record Program(String classPath, String mainClass) {}

    private final int port;
    private final JavaCommand command;
    private LocalProcess process;

    /**
     * Prepares an instance without starting it.
     *
     * @param program what is run
     * @param name unique in its cluster; names its log and its state folder
     * @param port its port for health and metrics
     * @param folder where its log and state go
     * @param environment what the configuration file's placeholders stand for
     */
    LocalService(Program program, String name, int port, Path folder, Path settings, Map<String, String> environment) {
        this.port = port;
        Map<String, String> own = new HashMap<>(environment);
        own.put("LOCAL_SERVICE_PORT", Integer.toString(port));
        own.put("LOCAL_STATE_DIR", folder.resolve(name + "-state").toString());
        command = new JavaCommand(
                name,
                program.classPath(),
                program.mainClass(),
                List.of("--config", settings.toString()),
                OPTIONS,
                own,
                folder.resolve(name + ".log"));
    }

    /** Starts it without waiting; does nothing while it runs. */
    public LocalService start() {
        return start(List.of());
    }

    /** Starts it with further options of its virtual machine, for this time only; does nothing while it runs. */
    public LocalService start(List<String> options) {
        if (!isAlive()) {
            process = LocalProcess.start(command.with(options));
        }
        return this;
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws LocalFailure if it ends before, or two minutes pass
     */
    public LocalService awaitReady() {
        process.awaitReady(READY_LIMIT, this::isReady);
        return this;
    }

    /** Whether it says now that it is ready. */
    public boolean isReady() throws InterruptedException {
        return answer("/health/ready").equals(OptionalInt.of(HTTP_OK));
    }

    /** The HTTP status of a GET on its port; empty if nobody answers. */
    public OptionalInt answer(String path) throws InterruptedException {
        try {
            return OptionalInt.of(get(path).statusCode());
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** All metrics in Prometheus' text form. */
    public String metrics() throws InterruptedException, IOException {
        return get("/metrics").body();
    }

    /** Name of the instance. */
    public String name() {
        return command.name();
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The running or last process; null before the first start. */
    public LocalProcess process() {
        return process;
    }

    /** Asks it to end and waits; does nothing before its first start. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        stop();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(REQUEST_LIMIT)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
