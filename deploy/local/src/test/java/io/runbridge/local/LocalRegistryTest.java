package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRegistryTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldKnowSchemasUnderTheSameIdAfterARestart(@TempDir Path folder) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(LocalPort.free(), folder)) {
            String id = register(registry);
            assertThat(id).matches("\\{\"id\":\\d+}");

            registry.kill();
            registry.start();

            assertThat(register(registry)).isEqualTo(id);
            assertThat(send(HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"))))
                    .isEqualTo("[\"orders-value\"]");
        }
    }

    private String register(LocalRegistry registry) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/orders-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\": \"\\\"string\\\"\"}")));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
