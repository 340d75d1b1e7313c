package io.runbridge.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A registry over HTTP that keeps one version for each subject, and whose answers a test can replace. */
final class RegistryStandIn implements AutoCloseable {

    /** What is answered to one call. */
    record Answer(int status, String body) {

        static Answer error(int status, int code) {
            return new Answer(status, "{\"error_code\":" + code + ",\"message\":\"stand-in says no\"}");
        }
    }

    /** One call as it came in. */
    record Call(String method, String path, String authorization) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else each answer waits 40 ms for the acknowledgement of its header.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final Map<String, Integer> idsBySubject = new ConcurrentHashMap<>();
    private final List<String> schemas = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile BiFunction<String, String, Optional<Answer>> replacement = (method, path) -> Optional.empty();

    RegistryStandIn(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
    }

    static RegistryStandIn start() throws IOException {
        return new RegistryStandIn(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** Answers to (method, path) come from here where it gives one. */
    void replace(BiFunction<String, String, Optional<Answer>> answers) {
        replacement = answers;
    }

    /** Every call gets this answer. */
    void answerAll(Answer answer) {
        replace((method, path) -> Optional.of(answer));
    }

    /** Calls get their ordinary answers. */
    void recover() {
        replace((method, path) -> Optional.empty());
    }

    int put(String subject, String schema) {
        return idsBySubject.computeIfAbsent(subject, key -> {
            schemas.add(schema);
            return schemas.size();
        });
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort();
    }

    List<Call> calls() {
        return calls;
    }

    /** From now on nobody listens. */
    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            calls.add(new Call(method, path, exchange.getRequestHeaders().getFirst("Authorization")));
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            Answer answer = replacement.apply(method, path).orElseGet(() -> ordinary(path, body));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer ordinary(String path, JsonNode body) {
        String[] steps = path.substring(1).split("/", -1);
        if (steps[0].equals("config")) {
            return new Answer(200, body.toString());
        }
        if (steps[0].equals("schemas")) {
            int id = Integer.parseInt(steps[2]);
            return id > schemas.size() ? Answer.error(404, 40403) : schema(id, steps[1]);
        }
        if (steps.length == 3) {
            return schema(put(steps[1], body.get("schema").asText()), steps[1]);
        }
        Integer id = idsBySubject.get(steps[1]);
        return id == null ? Answer.error(404, 40401) : schema(id, steps[1]);
    }

    private Answer schema(int id, String subject) {
        ObjectNode json = JSON.createObjectNode();
        json.put("subject", subject).put("version", 1).put("id", id).put("schema", schemas.get(id - 1));
        return new Answer(200, json.toString());
    }
}
