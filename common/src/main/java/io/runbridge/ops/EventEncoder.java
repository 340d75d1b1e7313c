package io.runbridge.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.EcsJsonSerializer;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * Writes log events as ECS JSON, one a line, with the key values of SLF4J's fluent API as fields of the same name, e.g.
 * {@code requestId}; the encoder below leaves them out. Made by {@code logback.xml}; any thread.
 */
public final class EventEncoder extends EcsEncoder {

    /** Names that ECS uses for objects or its own fields; a plain value there would be a second type of the same field. */
    private static final Set<String> TAKEN_BY_ECS =
            Set.of("@timestamp", "message", "ecs", "log", "service", "event", "process", "error", "host", "tags");

    @Override
    protected void addCustomFields(ILoggingEvent event, StringBuilder json) {
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> add(pair, json));
        }
    }

    private static void add(KeyValuePair pair, StringBuilder json) {
        String key = TAKEN_BY_ECS.contains(pair.key) ? "labels." + pair.key : pair.key;
        if (pair.value instanceof Integer || pair.value instanceof Long || pair.value instanceof Boolean) {
            json.append('"');
            JsonUtils.quoteAsString(key, json);
            json.append("\":").append(pair.value).append(',');
        } else {
            EcsJsonSerializer.serializeMdcEntry(json, key, String.valueOf(pair.value));
        }
    }
}
