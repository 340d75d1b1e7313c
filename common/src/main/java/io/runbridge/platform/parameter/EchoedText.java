package io.runbridge.platform.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.http.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * One text for all ways in which a platform may echo an equal value: objects and arrays whatever their spacing and
 * order of members, numbers by value, booleans whatever their case. Any thread.
 */
public final class EchoedText {

    private EchoedText() {}

    /** The canonical text of an echoed value. */
    public static String canonical(String echoed) {
        if (echoed.equalsIgnoreCase("true") || echoed.equalsIgnoreCase("false")) {
            return echoed.toLowerCase(Locale.ROOT);
        }
        Optional<JsonNode> json = Json.read(echoed).filter(node -> node.isContainerNode() || node.isNumber());
        return json.map(Json::canonical).orElse(echoed);
    }
}
