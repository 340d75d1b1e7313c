package io.runbridge.config;

/**
 * One setting that is in force, fit to be shown. Immutable, any thread.
 *
 * @param key the full key
 * @param value masked where it may be secret
 * @param source where it came from: default, file, environment, system property
 */
public record Setting(String key, String value, String source) {

    @Override
    public String toString() {
        return key + " = " + value + " (" + source + ")";
    }
}
