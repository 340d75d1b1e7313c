package io.runbridge.config;

/**
 * One thing wrong with the configuration. Immutable, any thread.
 *
 * @param key the full key, e.g. {@code runbridge.platforms.lake-prod.endpoint}
 * @param value what was given, masked where it may be secret; empty if nothing was given
 * @param rule the rule it breaks, a half sentence that follows the key
 */
public record ConfigProblem(String key, String value, String rule) {

    @Override
    public String toString() {
        return value.isEmpty() ? key + " " + rule : key + " = " + value + " " + rule;
    }
}
