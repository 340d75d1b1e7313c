package io.runbridge.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Serves {@code GET /health/live}, {@code /health/ready} and {@code /metrics}. Live says that an event loop turns and that
 * processing has not died; whether broker, registry or platforms can be reached is a matter of ready, or of none.
 */
public final class OpsServer {

    private static final String JSON = "application/json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Vertx vertx;
    private final Readiness readiness;
    private final BooleanSupplier live;
    private final Supplier<String> metrics;

    /**
     * @param live whether processing has not died; asked on an event loop, must not block
     * @param metrics the text to scrape; asked on a worker thread
     */
    public OpsServer(Vertx vertx, Readiness readiness, BooleanSupplier live, Supplier<String> metrics) {
        this.vertx = vertx;
        this.readiness = readiness;
        this.live = live;
        this.metrics = metrics;
    }

    /** Binds; fails if the address is in use. The server ends with its Vert.x instance, or when it is closed. */
    public Future<HttpServer> listen(OpsAddress address) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(this::answerLive);
        router.get("/health/ready").handler(this::answerReady);
        router.get("/metrics").handler(this::answerMetrics);
        return vertx.createHttpServer().requestHandler(router).listen(address.port(), address.host());
    }

    private void answerLive(RoutingContext context) {
        boolean alive = live.getAsBoolean();
        JsonArray checks = new JsonArray().add(check("processing", alive, alive ? "" : "processing has died"));
        answer(context, alive, checks);
    }

    private void answerReady(RoutingContext context) {
        JsonArray checks = new JsonArray();
        readiness
                .conditions()
                .forEach((name, condition) -> checks.add(check(name, condition.met(), condition.reason())));
        answer(context, readiness.ready(), checks);
    }

    private void answerMetrics(RoutingContext context) {
        vertx.executeBlocking(metrics::get, false)
                .onSuccess(text -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, PROMETHEUS_TEXT)
                        .end(text))
                .onFailure(context::fail);
    }

    private static JsonObject check(String name, boolean up, String reason) {
        JsonObject check = new JsonObject().put("name", name).put("status", status(up));
        return reason.isEmpty() ? check : check.put("data", new JsonObject().put("reason", reason));
    }

    private static void answer(RoutingContext context, boolean up, JsonArray checks) {
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(new JsonObject()
                        .put("status", status(up))
                        .put("checks", checks)
                        .encode());
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
