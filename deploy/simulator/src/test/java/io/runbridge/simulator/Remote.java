package io.runbridge.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A plain HTTP client of one simulator, which knows nothing but paths and bodies. */
final class Remote {

    static final String API_VERSION = "api-version=2020-12-01";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    Remote(SimulatorServer server) {
        this.base = server.httpUrl();
    }

    Reply get(String path, String token) {
        return send("GET", path, token, "");
    }

    Reply post(String path, String token, JsonObject body) {
        return send("POST", path, token, body.encode());
    }

    Reply send(String method, String path, String token, String body) {
        return exchange(request(method, path, token, body).build());
    }

    HttpRequest.Builder request(String method, String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Reply exchange(HttpRequest request) {
        try {
            return tryExchange(request);
        } catch (IOException e) {
            throw new AssertionError("No answer to " + request, e);
        }
    }

    Reply tryExchange(HttpRequest request) throws IOException {
        try {
            return new Reply(client.send(request, BodyHandlers.ofString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Posts a form. */
    Reply form(String path, String form) {
        return exchange(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    /** Calls the control API and expects it to agree. */
    JsonObject control(String method, String path, JsonObject body) {
        Reply reply = send(method, "/_simulator" + path, "", body.encode());
        if (reply.status() != 200) {
            throw new AssertionError("The control API answered " + reply.status() + " " + reply.body());
        }
        return reply.json();
    }

    void advance(long millis) {
        control("POST", "/clock", new JsonObject().put("advanceMillis", millis));
    }

    void behave(JsonObject rule) {
        control("POST", "/behaviours", rule);
    }

    void set(String setting, Object value) {
        control("PATCH", "/settings", new JsonObject().put(setting, value));
    }

    void fault(JsonObject fault) {
        control("POST", "/faults", fault);
    }

    /** How many runs the oracle knows. */
    int runs() {
        return control("GET", "/runs", new JsonObject()).getInteger("count");
    }

    /** A token for Synapse by the v2 endpoint. */
    String synapseToken() {
        return token("https%3A%2F%2Fdev.azuresynapse.net%2F.default");
    }

    String token(String encodedScope) {
        return form(
                        "/any-tenant/oauth2/v2.0/token",
                        "grant_type=client_credentials&client_id=runbridge&client_secret=runbridge-secret&scope="
                                + encodedScope)
                .json()
                .getString("access_token");
    }
}
