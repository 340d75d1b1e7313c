package io.runbridge.simulator;

import io.runbridge.simulator.fault.Gateway;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes requests to endpoints: the platforms' through the gateway, the control API's directly. Event loop only. */
final class FrontDoor {

    private static final long BODY_LIMIT = 16L * 1024 * 1024;

    private final Router router;

    FrontDoor(Vertx vertx, Gateway gateway, List<Endpoint> platforms, List<Endpoint> control) {
        router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        control.forEach(endpoint ->
                route(endpoint, context -> new Line(context).send(endpoint.answer(call(context, endpoint.dialect())))));
        platforms.forEach(endpoint -> route(
                endpoint, context -> gateway.accept(endpoint, call(context, endpoint.dialect()), new Line(context))));
        router.route().last().handler(FrontDoor::nowhere);
    }

    Router router() {
        return router;
    }

    private void route(Endpoint endpoint, Handler<RoutingContext> handler) {
        router.route(endpoint.method(), endpoint.path()).handler(handler);
    }

    private static Call call(RoutingContext context, Dialect dialect) {
        HttpServerRequest request = context.request();
        Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
        String authority =
                Optional.ofNullable(request.authority()).map(Object::toString).orElse("localhost");
        return new Call(
                dialect,
                request.method().name(),
                request.scheme() + "://" + authority,
                request.uri(),
                Map.copyOf(context.pathParams()),
                context.queryParams(),
                request.headers(),
                body);
    }

    private static void nowhere(RoutingContext context) {
        boolean databricks = context.request().path().startsWith("/api/");
        Dialect dialect = databricks ? Dialect.DATABRICKS : Dialect.AZURE;
        String code = databricks ? "ENDPOINT_NOT_FOUND" : "NotFound";
        String message = "No API found for '" + context.request().method() + " "
                + context.request().path() + "'";
        new Line(context).send(Answer.json(404, dialect.error(code, message)).with(dialect.headers()));
    }

    /** One request's way back. */
    private record Line(RoutingContext context) implements Gateway.Line {

        @Override
        public void send(Answer answer) {
            HttpServerResponse response = context.response();
            if (response.closed() || response.ended()) {
                return;
            }
            response.setStatusCode(answer.status());
            answer.headers().forEach(response::putHeader);
            response.end(answer.body());
        }

        @Override
        public void cut() {
            context.request().connection().close();
        }
    }
}
