package io.runbridge.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is asked of the simulator's control API: how runs go, which faults happen, and what was really started. Any thread. */
public final class SimulatorControl {
    static final String ROOT = "/_simulator";
    static final int HTTP_OK = 200;
    private static final int FIRST_ERROR = 300;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    SimulatorControl(String url) {
        this.url = url;
    }

    /** Every run that was ever created: the truth about what was started how often. */
    public List<SimulatedRun> runs() {
        List<SimulatedRun> runs = new ArrayList<>();
        for (JsonNode run : send("GET", "/runs", Map.of()).path("value")) {
            runs.add(new SimulatedRun(
                    run.path("platform").asText(),
                    run.path("runId").asText(),
                    run.path("job").asText(),
                    run.path("parameters").toString(),
                    run.path("state").asText(),
                    run.path("ended").asBoolean(),
                    run.path("cancelRequested").asBoolean()));
        }
        return runs;
    }

    /** How often each operation was called. */
    public Map<String, SimulatedCalls> calls() {
        Map<String, SimulatedCalls> calls = new HashMap<>();
        send("GET", "/calls", Map.of()).properties().forEach(entry -> {
            JsonNode tally = entry.getValue();
            long closed = tally.path("unanswered").asLong();
            for (JsonNode answered : tally.path("answered")) {
                closed += answered.asLong();
            }
            calls.put(
                    entry.getKey(),
                    new SimulatedCalls(
                            tally.path("count").asLong(), tally.path("faulted").asLong(), closed));
        });
        return calls;
    }

    /**
     * How often calls of some operations were answered with a status.
     *
     * @param operations what their names begin with
     */
    public long answered(String operations, int status) {
        return send("GET", "/calls", Map.of()).properties().stream()
                .filter(entry -> entry.getKey().startsWith(operations))
                .mapToLong(entry -> entry.getValue()
                        .path("answered")
                        .path(Integer.toString(status))
                        .asLong())
                .sum();
    }

    /**
     * Defines a pipeline or a job.
     *
     * @param kind {@code synapse/pipelines}, {@code datafactory/pipelines}, {@code jobs} or {@code pipelines}
     */
    public void define(String kind, Map<String, Object> definition) {
        send("POST", "/" + kind, definition);
    }

    /** Deletes what {@link #define} made. */
    public void undefine(String kind, String id) {
        send("DELETE", "/" + kind + "/" + id, Map.of());
    }

    /** Turns switches; names as the simulator documents them. */
    public void set(Map<String, Object> settings) {
        send("PATCH", "/settings", settings);
    }

    /** The operations of the faults that are still to hit. */
    public List<String> faultsLeft() {
        List<String> operations = new ArrayList<>();
        send("GET", "/faults", Map.of())
                .path("value")
                .forEach(fault -> operations.add(fault.path("operation").asText()));
        return operations;
    }

    /** Sets how the next runs of a job go; fields as the simulator documents them. */
    public void behave(Map<String, Object> rule) {
        send("POST", "/behaviours", rule);
    }

    /** Makes calls fail; fields as the simulator documents them. */
    public void fault(Map<String, Object> fault) {
        send("POST", "/faults", fault);
    }

    /**
     * Adds many open runs at once.
     *
     * @param crowd fields as the simulator documents them
     * @return their ids, the oldest first
     */
    public List<String> fill(Map<String, Object> crowd) {
        List<String> runIds = new ArrayList<>();
        send("POST", "/fill", crowd).path("runIds").forEach(id -> runIds.add(id.asText()));
        return runIds;
    }

    /** Ends a run well, whatever it was set to do. */
    public void end(String runId) {
        send("POST", "/runs/" + runId + "/end", Map.of("outcome", "SUCCESS"));
    }

    /** Takes back all rules and faults; the runs stay. */
    public void calm() {
        send("DELETE", "/behaviours", Map.of());
        send("DELETE", "/faults", Map.of());
    }

    private JsonNode send(String method, String path, Map<String, Object> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + ROOT + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= FIRST_ERROR) {
                throw new LocalFailure("Tried to " + method + " " + path + " at the simulator, but it answered "
                        + response.statusCode());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new LocalFailure("Tried to " + method + " " + path + " at the simulator, but it did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
