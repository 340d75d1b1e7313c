package io.runbridge.benchmark.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The peer: asks about one run a call, at the times of a {@link Pattern}, and remembers how long after its end it knew
 * of it. A program of its own; one event loop in place of a thread for each run. It writes nothing to Kafka.
 *
 * <p>Arguments: the kind of platform, the pattern, base URL, a file with run ids, how many seconds it goes
 * on, and the file that gets the delays in milliseconds, one a line.
 */
public final class GetPoller {
    /** The environment variable with the bearer token. */
    static final String TOKEN = "PEER_TOKEN";

    private static final Set<String> OVER =
            Set.of("TERMINATED", "SKIPPED", "INTERNAL_ERROR", "Succeeded", "Failed", "Cancelled");
    private static final int CONNECTIONS = 64;
    private static final int HTTP_OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Random random = new Random(2);
    private final List<String> delays = new ArrayList<>();
    private final boolean databricks;
    private final Pattern pattern;
    private final String base;
    private final String token = System.getenv(TOKEN);
    private final HttpClient client;

    private GetPoller(Watched watched, Pattern pattern, String base) {
        this.databricks = watched == Watched.DATABRICKS;
        this.pattern = pattern;
        this.base = base;
        this.client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        GetPoller poller = new GetPoller(Watched.valueOf(args[0]), Pattern.valueOf(args[1]), args[2]);
        List<String> runIds = Files.readAllLines(Path.of(args[3]));
        poller.vertx.runOnContext(start -> runIds.forEach(poller::begin));
        poller.vertx.setTimer(Integer.parseInt(args[4]) * 1_000L, end -> poller.end(Path.of(args[5])));
    }

    private void begin(String runId) {
        vertx.setTimer(Math.max(1, pattern.firstMillis(random)), timer -> look(runId));
    }

    private void look(String runId) {
        String path = databricks
                ? "/api/2.2/jobs/runs/get?run_id=" + runId
                : "/pipelineruns/" + runId + "?api-version=2020-12-01";
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(base + path);
        client.request(options)
                .compose(request ->
                        request.putHeader("Authorization", "Bearer " + token).send())
                .compose(response -> response.statusCode() == HTTP_OK
                        ? response.body()
                        : Future.failedFuture("HTTP " + response.statusCode()))
                .map(this::over)
                .onComplete(over -> {
                    if (over.failed()) {
                        System.err.println("Tried to look at run " + runId + ", but: " + over.cause());
                    }
                    if (!over.succeeded() || !over.result()) {
                        vertx.setTimer(pattern.nextMillis(random), timer -> look(runId));
                    }
                });
    }

    private boolean over(Buffer body) {
        try {
            JsonNode run = JSON.readTree(body.getBytes());
            String word = databricks
                    ? run.path("state").path("life_cycle_state").asText()
                    : run.path("status").asText();
            if (!OVER.contains(word)) {
                return false;
            }
            long endMs = databricks
                    ? run.path("end_time").asLong()
                    : Instant.parse(run.path("runEnd").asText()).toEpochMilli();
            delays.add(Long.toString(System.currentTimeMillis() - endMs));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(Path file) {
        try {
            Files.write(file, delays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.exit(0);
    }
}
