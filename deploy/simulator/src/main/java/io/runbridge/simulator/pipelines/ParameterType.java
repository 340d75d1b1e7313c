package io.runbridge.simulator.pipelines;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The types a pipeline parameter can be declared with, and the JSON values each takes.
 *
 * <p>Source: artifacts.json 2020-12-01. That Int refuses a string is documented; the other refusals follow its pattern,
 * and strings take any scalar because nothing says otherwise.
 */
enum ParameterType {
    OBJECT("Object"),
    STRING("String"),
    INT("Int"),
    FLOAT("Float"),
    BOOL("Bool"),
    ARRAY("Array"),
    SECURE_STRING("SecureString");

    private final String word;

    ParameterType(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean takes(Object value) {
        boolean nested = value instanceof JsonObject || value instanceof JsonArray;
        return value == null
                || switch (this) {
                    case OBJECT -> value instanceof JsonObject;
                    case STRING, SECURE_STRING -> !nested;
                    case INT -> value instanceof Integer || value instanceof Long || value instanceof BigInteger;
                    case FLOAT -> value instanceof Number;
                    case BOOL -> value instanceof Boolean;
                    case ARRAY -> value instanceof JsonArray;
                };
    }

    static Optional<ParameterType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
