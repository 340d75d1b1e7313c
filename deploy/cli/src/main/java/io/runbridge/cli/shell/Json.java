package io.runbridge.cli.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/** Objects as one line of plain ASCII each, so that neither a terminal nor a line reader is misled. Any thread. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /** The object with its fields in the map's order. */
    public static String line(Map<String, Object> object) {
        try {
            return MAPPER.writeValueAsString(object).replace("\u007f", "\\u007f");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Tried to write an object as JSON, but it holds something else", e);
        }
    }

    /** Empty if the text is no JSON. */
    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
