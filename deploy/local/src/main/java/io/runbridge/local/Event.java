package io.runbridge.local;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a topic, as a reader saw it. Immutable, any thread.
 *
 * @param at when it was read
 * @param value empty where the value is null, not Avro or not readable
 * @param headers the last header of each name, as text
 */
public record Event(Instant at, String topic, String key, Optional<SpecificRecord> value, Map<String, String> headers) {

    public Event {
        headers = Map.copyOf(headers);
    }

    /** The value, where it has this type. */
    public <T extends SpecificRecord> Optional<T> as(Class<T> type) {
        return value.filter(type::isInstance).map(type::cast);
    }
}
