package io.runbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Readiness readiness = new Readiness();
    private final AtomicBoolean live = new AtomicBoolean(true);
    private final ServiceMetrics metrics = new ServiceMetrics(readiness);
    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        OpsServer server = new OpsServer(vertx, readiness, live::get, metrics::scrape);
        port = server.listen(new OpsAddress("127.0.0.1", 0))
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
        metrics.close();
    }

    @Test
    void shouldBeLiveButNotReadyWhileItWaits() throws Exception {
        readiness.met("topics");
        readiness.unmet("registry", "not reachable");

        HttpResponse<String> ready = get("/health/ready");

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.headers().firstValue("content-type")).contains("application/json");
        assertThat(new JsonObject(ready.body()))
                .isEqualTo(new JsonObject()
                        .put("status", "DOWN")
                        .put(
                                "checks",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("name", "registry")
                                                .put("status", "DOWN")
                                                .put("data", new JsonObject().put("reason", "not reachable")))
                                        .add(new JsonObject()
                                                .put("name", "topics")
                                                .put("status", "UP"))));
    }

    @Test
    void shouldBeReadyOnceAllConditionsAreMet() throws Exception {
        readiness.unmet("topics", "not done yet");
        readiness.met("topics");

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("runbridge_ready 1.0");
    }

    @Test
    void shouldNotBeLiveOnceProcessingHasDied() throws Exception {
        live.set(false);

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldServeMetricsAsText() throws Exception {
        metrics.registry().counter("runbridge.test.things", "outcome", "done").increment();

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(response.body())
                .contains("runbridge_test_things_total{outcome=\"done\"} 1.0", "jvm_memory_used_bytes");
    }

    @Test
    void shouldServeNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/health").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/health/ready"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
