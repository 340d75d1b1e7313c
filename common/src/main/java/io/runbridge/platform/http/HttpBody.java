package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a call sends. Immutable, any thread.
 *
 * @param type its content type
 * @param content its bytes; not to be changed
 */
record HttpBody(String type, Buffer content) {

    static HttpBody json(JsonNode node) {
        return new HttpBody("application/json", Buffer.buffer(Json.write(node)));
    }

    /** Fields by name; everything is encoded. */
    static HttpBody form(Map<String, String> fields) {
        String text = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> Target.encode(field.getKey()) + "=" + Target.encode(field.getValue()))
                        .collect(Collectors.joining("&"));
        return new HttpBody("application/x-www-form-urlencoded", Buffer.buffer(text));
    }

    /** Leaves the content out: it may hold what its sender wants kept. */
    @Override
    public String toString() {
        return "HttpBody[" + type + ", " + content.length() + " bytes]";
    }
}
