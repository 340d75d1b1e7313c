package io.runbridge.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON as it travels to and from platforms: bounded in depth, numbers without loss. Any thread. */
public final class Json {

    /** Deepest nesting that is read. */
    public static final int MAX_DEPTH = 100;

    /** Longest text of a value, in characters; beyond any run's or listing's. */
    static final int MAX_TEXT = 10_000_000;

    /** Longest name of a member, in characters. */
    static final int MAX_NAME = 10_000;

    /** Most digits of a number: more would cost much and mean nothing. */
    static final int MAX_DIGITS = 1_000;

    private static final int MAX_COUNT = 1_000_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Beyond any run, and within what milliseconds in 64 bits can hold. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern ZONED = Pattern.compile("[+-]\\d{2}:?\\d{2}$");

    private Json() {}

    /** An empty object to fill. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The document, or empty if the text is none, is too deep, or holds more than one. */
    public static Optional<JsonNode> read(String text) {
        try {
            return present(MAPPER.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The document's bytes. */
    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document's text with members by name and numbers by value, so that equal documents have equal texts. */
    public static String canonical(JsonNode node) {
        return normal(node).toString();
    }

    private static JsonNode normal(JsonNode node) {
        if (node.isObject()) {
            ObjectNode sorted = object();
            node.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(member -> sorted.set(member.getKey(), normal(member.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            ArrayNode normal = MAPPER.createArrayNode();
            node.forEach(element -> normal.add(normal(element)));
            return normal;
        }
        return node.isNumber() ? DecimalNode.valueOf(node.decimalValue().stripTrailingZeros()) : node;
    }

    /** The member's text; empty if it is missing, null or empty, or not a text or number. */
    public static Optional<String> text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isTextual() || value.isNumber()
                ? Optional.of(value.asText()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** The member if it is a text, as most ids are; empty if it is anything else, or empty. */
    public static Optional<String> string(JsonNode node, String member) {
        return Optional.of(node.path(member)).filter(JsonNode::isTextual).flatMap(text -> text(node, member));
    }

    /** The digits of the member if it is a whole number; empty if it is anything else. */
    public static Optional<String> whole(JsonNode node, String member) {
        return Optional.of(node.path(member)).filter(JsonNode::isIntegralNumber).map(JsonNode::asText);
    }

    /** The member if it is a number of times that can be counted; 0 if it is anything else. */
    public static int count(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isIntegralNumber() && value.canConvertToInt()
                ? Math.min(Math.max(0, value.intValue()), MAX_COUNT)
                : 0;
    }

    /**
     * The member's instant, ISO 8601 with any number of fractional digits, UTC if it names no zone; empty if it is not
     * after 1970, because .NET services write the year 1 for "not yet", or so far ahead that it cannot be meant.
     */
    public static Optional<Instant> instant(JsonNode node, String member) {
        return text(node, member).flatMap(Json::parsed).filter(Json::credible);
    }

    private static boolean credible(Instant instant) {
        return instant.isAfter(Instant.EPOCH) && instant.isBefore(LATEST);
    }

    private static Optional<Instant> parsed(String text) {
        try {
            // Nearly all end so, and lists have three times a run.
            boolean zoned = text.endsWith("Z") || ZONED.matcher(text).find();
            return Optional.of(Instant.parse(zoned ? text : text + "Z"));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The member's instant, milliseconds since 1970; empty if it is missing, not positive or too far ahead. */
    public static Optional<Instant> millis(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.canConvertToLong()
                ? Optional.of(Instant.ofEpochMilli(value.asLong())).filter(Json::credible)
                : Optional.empty();
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }
}
