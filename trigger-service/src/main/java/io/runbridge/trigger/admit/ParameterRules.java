package io.runbridge.trigger.admit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runbridge.platform.Problem;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules for parameters that hold on every platform. Stateless, any thread. */
final class ParameterRules {

    static final String CODE = "INVALID_PARAMETER";

    private static final int MOST = 1_000;
    private static final int MOST_PROBLEMS = 20;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ParameterRules() {}

    static List<Problem> check(List<Parameter> parameters) {
        if (parameters.size() > MOST) {
            return List.of(new Problem(
                    CODE, "parameters", "has " + parameters.size() + " entries, but at most " + MOST + " are allowed"));
        }
        List<Problem> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < parameters.size() && problems.size() < MOST_PROBLEMS; i++) {
            Parameter parameter = parameters.get(i);
            String name = parameter.getName();
            String field = "parameters[" + (name.isBlank() || name.length() > 100 ? i : name) + "]";
            if (name.isBlank()) {
                problems.add(new Problem(CODE, field + ".name", "must not be blank"));
            } else if (!names.add(name)) {
                problems.add(new Problem(CODE, field, "occurs more than once; names must be unique"));
            }
            if (parameter.getDirection() == Direction.UNKNOWN) {
                problems.add(new Problem(CODE, field + ".direction", "must be INPUT, OUTPUT or INPUT_OUTPUT"));
            }
            value(parameter).ifPresent(rule -> problems.add(new Problem(CODE, field, rule)));
        }
        return problems;
    }

    private static Optional<String> value(Parameter parameter) {
        Object value = parameter.getValue();
        if (value instanceof Double number && !Double.isFinite(number)) {
            return Optional.of("must be a finite number");
        }
        DataType type = parameter.getDataType();
        if (type == null || (value == null && type != DataType.UNKNOWN)) {
            return Optional.empty();
        }
        return switch (type) {
            case STRING -> expect(value instanceof String, "STRING needs text");
            case INT -> expect(value instanceof Long, "INT needs a whole number within int64");
            case FLOAT -> expect(value instanceof Double || value instanceof Long, "FLOAT needs a number");
            case BOOL -> expect(value instanceof Boolean, "BOOL needs true or false");
            case SECRET ->
                expect(
                        value instanceof String text && text.startsWith("vault://"),
                        "SECRET needs a reference vault://<vault>/<name>, never the value itself");
            case OBJECT -> json(value, true);
            case ARRAY -> json(value, false);
            case UNKNOWN -> Optional.of("dataType must be STRING, INT, FLOAT, BOOL, SECRET, OBJECT, ARRAY or absent");
        };
    }

    private static Optional<String> json(Object value, boolean object) {
        String rule = object ? "OBJECT needs the JSON text of an object" : "ARRAY needs the JSON text of an array";
        if (!(value instanceof String text)) {
            return Optional.of(rule);
        }
        try {
            JsonNode node = JSON.readTree(text);
            return expect(object ? node.isObject() : node.isArray(), rule);
        } catch (JsonProcessingException e) {
            return Optional.of(rule);
        }
    }

    private static Optional<String> expect(boolean holds, String rule) {
        return holds ? Optional.empty() : Optional.of(rule);
    }
}
