package io.runbridge.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Environment variables that {@code logback.xml} reads before anything else runs; checked here, because a misspelt one
 * would silence the log without a word. Pure, any thread.
 */
final class LogVariables {

    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private static final Map<String, Set<String>> WORDS = Map.of(
            "RUNBRIDGE_LOG_FORMAT", Set.of("ecs", "plain"),
            "RUNBRIDGE_LOG_LEVEL", LEVELS,
            "RUNBRIDGE_LOG_LEVEL_KAFKA", LEVELS);

    private LogVariables() {}

    static boolean isOne(String variable) {
        return WORDS.containsKey(variable);
    }

    static void check(String variable, String value, Problems problems) {
        Set<String> words = WORDS.get(variable);
        boolean level = words == LEVELS;
        if (!words.contains(level ? value.toUpperCase(Locale.ROOT) : value) && !value.isEmpty()) {
            problems.add(
                    variable,
                    value,
                    "must be one of "
                            + String.join(", ", words.stream().sorted().toList()));
        }
    }
}
