package io.runbridge.acceptance.naive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Starts runs on the simulated platforms and tries again until it has a run id. Any thread. */
final class NaivePlatform {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final long AGAIN_MS = 300;
    private static final int HTTP_OK = 200;
    private static final int HTTP_REDIRECT = 300;
    private static final String TENANT = "11111111-1111-4111-8111-111111111111";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> environment;

    NaivePlatform(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The platform's id of the run, however often it takes to get one. */
    String start(RunRequest request) throws InterruptedException {
        while (true) {
            try {
                return submit(request);
            } catch (IOException e) {
                Thread.sleep(AGAIN_MS);
            }
        }
    }

    private String submit(RunRequest request) throws IOException, InterruptedException {
        Map<String, Object> parameters = new HashMap<>();
        for (Parameter parameter : request.getParameters()) {
            parameters.put(parameter.getName(), parameter.getValue());
        }
        String job = request.getExternalId();
        return switch (request.getJobType()) {
            case SYNAPSE_PIPELINE ->
                post("/pipelines/" + job + "/createRun?api-version=2020-12-01", synapseToken(), parameters)
                        .path("runId")
                        .asText();
            case DATABRICKS_PIPELINE ->
                job + ":"
                        + post("/api/2.0/pipelines/" + job + "/updates", token(), parameters)
                                .path("update_id")
                                .asText();
            default ->
                post(
                                "/api/2.1/jobs/run-now",
                                token(),
                                Map.of("job_id", Long.parseLong(job), "job_parameters", parameters))
                        .path("run_id")
                        .asText();
        };
    }

    private String token() {
        return environment.get("LOCAL_DATABRICKS_TOKEN");
    }

    private String synapseToken() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=runbridge&client_secret="
                + environment.get("LOCAL_SYNAPSE_SECRET") + "&scope=https%3A%2F%2Fdev.azuresynapse.net%2F.default";
        HttpRequest request = request("/" + TENANT + "/oauth2/v2.0/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return send(request).path("access_token").asText();
    }

    private JsonNode post(String path, String token, Map<String, Object> body)
            throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(environment.get("LOCAL_HTTP") + path))
                .timeout(DEADLINE);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() < HTTP_OK || response.statusCode() >= HTTP_REDIRECT) {
            throw new IOException("answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
