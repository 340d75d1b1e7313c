package io.runbridge.platform.testing;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Platforms;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.JobType;
import io.runbridge.simulator.SimulatorOptions;
import io.runbridge.simulator.SimulatorServer;
import io.runbridge.simulator.life.Setting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The real adapters of one platform, set up from a configuration, in front of the simulator. */
public final class SimulatorSite implements AdapterContract.Site {

    private final JobType jobType;
    private final SimulatedJob job;
    private final SimulatorServer server;
    private final Path authority;
    private final Vertx vertx = Vertx.vertx();
    private final Platforms platforms;
    private final HttpClient control = HttpClient.newHttpClient();

    private SimulatorSite(JobType jobType, boolean tls, Map<String, String> settings) throws IOException {
        this.jobType = jobType;
        this.job = SimulatedJob.of(jobType);
        this.authority = Files.createTempFile("runbridge-ca", ".pem");
        this.server = SimulatorServer.start(SimulatorOptions.forTests()
                .withCaFile(authority)
                .with(Setting.RUN_MILLIS, 3_600_000L)
                .with(Setting.CANCEL_MILLIS, 50L));
        PlatformType type = PlatformType.of(jobType).orElseThrow();
        Map<String, String> all = new HashMap<>(Map.of("calls.trust-certificates", authority.toString()));
        if (!settings.containsKey("auth.method")) {
            all.putAll(Map.of(
                    "auth.method", "client-secret",
                    "auth.tenant-id", "tenant",
                    "auth.client-id", "runbridge",
                    "auth.client-secret", "runbridge-secret",
                    "auth.authority-host", server.httpsUrl()));
        }
        settings.forEach((key, value) -> all.put(key, value.replace("SIMULATOR", server.httpsUrl())));
        URI endpoint = URI.create((tls ? server.httpsUrl() : server.httpUrl()) + job.path());
        PlatformConfig config = PlatformSettings.of(type, endpoint, all);
        this.platforms = Platforms.open(vertx, Map.of("lake-test", config), Clock.systemUTC());
    }

    /**
     * Over TLS, with tokens of the simulator's Entra ID unless the settings name another {@code auth.method}; in values
     * {@code SIMULATOR} stands for its address.
     */
    public static SimulatorSite encrypted(JobType jobType, Map<String, String> settings) {
        return open(jobType, true, settings);
    }

    /** Over plain HTTP, with an access token where there is one. */
    public static SimulatorSite plain(JobType jobType) {
        return open(
                jobType,
                false,
                PlatformType.of(jobType).orElseThrow().takesAccessToken()
                        ? Map.of("auth.method", "token", "auth.token", "dapi-local")
                        : Map.of());
    }

    private static SimulatorSite open(JobType jobType, boolean tls, Map<String, String> settings) {
        try {
            return new SimulatorSite(jobType, tls, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RunAdapter adapter() {
        return platforms.byName().get("lake-test").adapters().get(jobType);
    }

    @Override
    public Optional<RunSurvey> survey() {
        return platforms.byName().get("lake-test").surveys().stream()
                .filter(survey -> survey.jobTypes().contains(jobType))
                .findFirst();
    }

    /** The catalogue that shows jobs of the site's type. */
    public JobCatalog catalog() {
        return platforms.byName().get("lake-test").catalogs().stream()
                .filter(catalog -> catalog.jobTypes().contains(jobType))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public StartRun start(String requestId) {
        return new StartRun(requestId, jobType, job.known().job(), job.parameters(), Optional.empty());
    }

    @Override
    public RunRef unknownRun() {
        return new RunRef(jobType, job.known().job(), job.known().unknownRun());
    }

    @Override
    public int runs() {
        return Json.read(control("GET", "/runs", ""))
                .map(json -> json.path("count").asInt())
                .orElseThrow();
    }

    @Override
    public void end(String runId) {
        String theirs = runId.substring(runId.indexOf(':') + 1);
        control("POST", "/runs/" + theirs + "/end", "{\"outcome\":\"SUCCESS\"}");
    }

    @Override
    public void failNextRun() {
        control("POST", "/behaviours", "{\"outcome\":\"FAILED\",\"next\":1,\"durationMillis\":300}");
    }

    @Override
    public void loseNextStart() {
        fault("{\"wire\":\"RESET\",\"execute\":\"AT_ONCE\",\"operation\":\"" + job.startOperation() + "\"}");
    }

    /** The file with the certificate of the simulator's authority. */
    public Path authority() {
        return authority;
    }

    /** What the simulator has of this type. */
    SimulatedJob job() {
        return job;
    }

    /** Makes the next fitting call go wrong, in the words of the simulator's control API. */
    public void fault(String json) {
        control("POST", "/faults", json);
    }

    /** Sets switches, in the words of the simulator's control API. */
    public void settings(String json) {
        control("PATCH", "/settings", json);
    }

    /** How often each operation was called, as the simulator counts. */
    public String calls() {
        return control("GET", "/calls", "");
    }

    /** A call to the simulator's control API; fails on anything but a 200. */
    public String control(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.httpUrl() + "/_simulator" + path))
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var response = control.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(method + " " + path + " answered " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        platforms.close();
        LocalPlatform.get(vertx.close().toCompletionStage());
        server.close();
        try {
            Files.delete(authority);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
