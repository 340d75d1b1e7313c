package io.runbridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class EventEncoderTest {

    @Test
    void shouldWriteKeyValuesAsFields() {
        JsonObject json = encode(
                new KeyValuePair("requestId", "r \"1\"\nnext"),
                new KeyValuePair("attempt", 3),
                new KeyValuePair("offset", 9_000_000_000L),
                new KeyValuePair("adopted", true),
                new KeyValuePair("reason", null),
                new KeyValuePair("service", "trigger-service"));

        assertThat(json.getString("message")).isEqualTo("Something happened");
        assertThat(json.getString("log.level").strip()).isEqualTo("WARN");
        assertThat(json.getString("requestId")).isEqualTo("r \"1\"\nnext");
        assertThat(json.getInteger("attempt")).isEqualTo(3);
        assertThat(json.getLong("offset")).isEqualTo(9_000_000_000L);
        assertThat(json.getBoolean("adopted")).isTrue();
        assertThat(json.getString("reason")).isEqualTo("null");
        assertThat(json.getString("labels.service")).isEqualTo("trigger-service");
    }

    @Test
    void shouldWriteAnEventWithoutKeyValues() {
        assertThat(encode().getString("message")).isEqualTo("Something happened");
    }

    private static JsonObject encode(KeyValuePair... pairs) {
        EventEncoder encoder = new EventEncoder();
        encoder.setServiceName("runbridge");
        encoder.start();
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                "test", context.getLogger("test"), Level.WARN, "Something happened", null, new Object[0]);
        event.setMDCPropertyMap(Map.of());
        for (KeyValuePair pair : pairs) {
            event.addKeyValuePair(pair);
        }
        String line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("\n").doesNotContain("}\n{");
        return new JsonObject(line);
    }
}
