package io.runbridge.config;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} by environment variables; every other dollar sign is left alone.
 * A replaced value is not looked at again. Pure, any thread.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    private Placeholders() {}

    /** The text with all placeholders replaced; empty, and each name reported, if one has neither value nor default. */
    static Optional<String> replace(String text, Map<String, String> environment, Consumer<String> missing) {
        boolean[] complete = {true};
        String replaced = PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = environment.getOrDefault(match.group(1), match.group(2));
            if (value == null) {
                missing.accept(match.group(1));
                complete[0] = false;
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
        return complete[0] ? Optional.of(replaced) : Optional.empty();
    }
}
