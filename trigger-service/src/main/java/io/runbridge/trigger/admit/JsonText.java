package io.runbridge.trigger.admit;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.http.Json;

/** Tells what a text holds as JSON. Stateless, any thread. */
final class JsonText {

    private JsonText() {}

    static boolean isObject(String text) {
        return Json.read(text).filter(JsonNode::isObject).isPresent();
    }

    static boolean isArray(String text) {
        return Json.read(text).filter(JsonNode::isArray).isPresent();
    }
}
