package io.runbridge.benchmark.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the simulator's Entra ID for a token, with the client credentials that it knows. Any thread. */
final class PlatformToken {
    private static final String PATH = "/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlatformToken() {}

    static String synapse(String simulatorUrl) {
        String form = form(Map.of(
                "grant_type", "client_credentials",
                "client_id", "runbridge",
                "client_secret", LocalSimulator.CLIENT_SECRET,
                "scope", "https://dev.azuresynapse.net/.default"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulatorUrl + PATH))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            JsonNode answer = JSON.readTree(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
            if (!answer.hasNonNull("access_token")) {
                throw new LocalFailure("Tried to get a token from the simulator, but it gave none");
            }
            return answer.path("access_token").asText();
        } catch (IOException e) {
            throw new LocalFailure("Tried to get a token from the simulator, but it did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
