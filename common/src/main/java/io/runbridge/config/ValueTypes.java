package io.runbridge.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the text of a setting becomes a value, and the rule to name when it does not. Pure, any thread. */
final class ValueTypes {

    private record ValueType(String rule, Function<String, Optional<Object>> parse) {}

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final Map<Class<?>, ValueType> TYPES = Map.of(
            String.class, new ValueType("must be a text", Optional::of),
            Secret.class, new ValueType("must be a text", text -> Optional.of(new Secret(text))),
            Boolean.class, new ValueType("must be true or false", ValueTypes::bool),
            Integer.class, new ValueType("must be a whole number", ValueTypes::integer),
            Double.class, new ValueType("must be a number", ValueTypes::number),
            URI.class, new ValueType("must be a URL", ValueTypes::uri),
            Duration.class,
                    new ValueType(
                            "must be a positive duration such as 500ms, 30s, 2m, 24h or 7d, at most 3650d",
                            ValueTypes::duration));

    private ValueTypes() {}

    /** The value, or empty if the text is none of this type. */
    static <T> Optional<T> parse(String text, Class<T> type) {
        Optional<?> value = type.isEnum()
                ? constant(text, type)
                : TYPES.get(type).parse().apply(type == String.class || type == Secret.class ? text : text.strip());
        return value.map(type::cast);
    }

    /** The rule for texts of this type, a half sentence. */
    static String rule(Class<?> type) {
        if (!type.isEnum()) {
            return TYPES.get(type).rule();
        }
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> word((Enum<?>) constant))
                .collect(Collectors.joining(", ", "must be one of ", ""));
    }

    private static <T> Optional<T> constant(String text, Class<T> type) {
        String word = text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word((Enum<?>) constant).equals(word))
                .findFirst();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Strict: a misspelt "true" must not mean false. */
    private static Optional<Object> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> number(String text) {
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        Duration value =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        return value.isZero() || value.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(value);
    }
}
