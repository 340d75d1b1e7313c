package io.runbridge.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The platforms' stand-in as a process of its own. Any thread, one caller at a time. */
public final class LocalSimulator implements AutoCloseable {
    /** The service principal's secret that the simulator accepts. */
    public static final String CLIENT_SECRET = "runbridge-secret";

    /** The personal access token that the simulator accepts. */
    public static final String DATABRICKS_TOKEN = "dapi-local";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final List<String> OPTIONS = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final int httpPort;
    private final int httpsPort;
    private final Path authorityFile;
    private final LocalProcess process;

    private LocalSimulator(int httpPort, int httpsPort, Path authorityFile, LocalProcess process) {
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
        this.authorityFile = authorityFile;
        this.process = process;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder an existing folder for its certificate authority and its log
     * @throws LocalFailure if it does not come up within a minute
     */
    public static LocalSimulator start(int httpPort, int httpsPort, Path folder) {
        return start(httpPort, httpsPort, folder, List.of());
    }

    /**
     * The same with further options of its virtual machine.
     *
     * @param options come behind its own ones, so that they win
     */
    public static LocalSimulator start(int httpPort, int httpsPort, Path folder, List<String> options) {
        Path authorityFile = folder.resolve("ca.pem");
        JavaCommand command = new JavaCommand(
                "simulator",
                LocalHome.find().servicesClassPath(),
                "io.runbridge.simulator.Simulator",
                List.of("--http-port=" + httpPort, "--https-port=" + httpsPort, "--ca-file=" + authorityFile),
                OPTIONS,
                folder.resolve("simulator.log"));
        LocalProcess process = LocalProcess.start(command.with(options));
        LocalSimulator simulator = new LocalSimulator(httpPort, httpsPort, authorityFile, process);
        process.awaitReady(START_LIMIT, simulator::answers);
        return simulator;
    }

    public String httpUrl() {
        return "http://localhost:" + httpPort;
    }

    public String httpsUrl() {
        return "https://localhost:" + httpsPort;
    }

    /** PEM file of the authority that signed the simulator's certificate. */
    public Path authorityFile() {
        return authorityFile;
    }

    /** Its control API. */
    public SimulatorControl control() {
        return new SimulatorControl(httpUrl());
    }

    public LocalProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private boolean answers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(httpUrl() + SimulatorControl.ROOT))
                .build();
        HttpResponse<Void> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        return response.statusCode() == SimulatorControl.HTTP_OK && Files.exists(authorityFile);
    }
}
