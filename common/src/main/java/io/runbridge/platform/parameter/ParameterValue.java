package io.runbridge.platform.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Parameter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of one parameter as JSON: numbers without loss, OBJECT and ARRAY as the JSON that their text holds, a
 * missing value as null. Text is converted where the data type says what it stands for and nothing is lost. Immutable,
 * any thread.
 */
public sealed interface ParameterValue {

    /** A value that can be sent. */
    record Rendered(JsonNode json) implements ParameterValue {

        /** As text, for platforms that take only that: JSON for objects and arrays, digits without exponent. */
        public String text() {
            if (json.isTextual()) {
                return json.textValue();
            }
            return json.isFloatingPointNumber() ? plain(json.decimalValue()) : json.toString();
        }

        /** Leaves the value out: it may be what the sender wants kept. */
        @Override
        public String toString() {
            return "Rendered[" + json.getNodeType() + "]";
        }
    }

    /**
     * A value that cannot be sent.
     *
     * @param rule what it breaks, a half sentence for people that does not repeat the value
     */
    record Invalid(String rule) implements ParameterValue {}

    /** Longest text that is read as a number, and largest power of ten that is written out. */
    int MAX_DIGITS = 100;

    Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    /** Renders the parameter's value. */
    static ParameterValue of(Parameter parameter) {
        if (parameter.getDirection() == Direction.UNKNOWN) {
            return new Invalid("has a direction that is not known here");
        }
        DataType type = parameter.getDataType();
        Object value = parameter.getValue();
        if (type == DataType.SECRET) {
            return new Invalid("is a SECRET: its value is a reference vault://<vault>/<name>, which was not resolved");
        }
        if (type == DataType.UNKNOWN) {
            return new Invalid("has a data type that is not known here");
        }
        if (value == null) {
            return new Rendered(NullNode.getInstance());
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return new Invalid("must be a finite number");
        }
        return render(type == null ? natural(value) : type, value)
                .<ParameterValue>map(Rendered::new)
                .orElseGet(() -> new Invalid("must be " + wanted(type) + ", as its data type says"));
    }

    private static DataType natural(Object value) {
        if (value instanceof Boolean) {
            return DataType.BOOL;
        }
        if (value instanceof Long) {
            return DataType.INT;
        }
        return value instanceof Double ? DataType.FLOAT : DataType.STRING;
    }

    private static Optional<JsonNode> render(DataType type, Object value) {
        return switch (type) {
            case STRING -> Optional.of(TextNode.valueOf(text(value)));
            case INT -> integer(value);
            case FLOAT -> number(value);
            case BOOL -> bool(value);
            case OBJECT -> json(value).filter(JsonNode::isObject);
            case ARRAY -> json(value).filter(JsonNode::isArray);
            case SECRET, UNKNOWN -> Optional.empty();
        };
    }

    private static String text(Object value) {
        return value instanceof Double number ? plain(BigDecimal.valueOf(number)) : value.toString();
    }

    private static Optional<JsonNode> integer(Object value) {
        if (value instanceof Long number) {
            return Optional.of(LongNode.valueOf(number));
        }
        try {
            return value instanceof String text
                    ? Optional.of(LongNode.valueOf(Long.parseLong(text)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> number(Object value) {
        if (value instanceof Double number) {
            return Optional.of(DoubleNode.valueOf(number));
        }
        if (value instanceof Long number) {
            return Optional.of(LongNode.valueOf(number));
        }
        return value instanceof String text
                        && text.length() <= MAX_DIGITS
                        && NUMBER.matcher(text).matches()
                ? Optional.of(DecimalNode.valueOf(new BigDecimal(text)))
                : Optional.empty();
    }

    private static Optional<JsonNode> bool(Object value) {
        if (value instanceof Boolean bool) {
            return Optional.of(BooleanNode.valueOf(bool));
        }
        if ("true".equals(value) || "false".equals(value)) {
            return Optional.of(BooleanNode.valueOf("true".equals(value)));
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> json(Object value) {
        return value instanceof String text ? Json.read(text) : Optional.empty();
    }

    private static String plain(BigDecimal number) {
        boolean readable = Math.abs(number.scale()) <= MAX_DIGITS && number.precision() <= MAX_DIGITS;
        return readable ? number.toPlainString() : number.toString();
    }

    private static String wanted(DataType type) {
        return switch (type) {
            case STRING -> "text";
            case INT -> "a whole number of 64 bits";
            case FLOAT -> "a finite number";
            case BOOL -> "true or false";
            case OBJECT -> "the text of a JSON object, at most " + Json.MAX_DEPTH + " levels deep";
            case ARRAY -> "the text of a JSON array, at most " + Json.MAX_DEPTH + " levels deep";
            case SECRET, UNKNOWN -> "of another type";
        };
    }
}
