package io.runbridge.config;

import java.util.List;

/**
 * A rule that is broken. Immutable, any thread.
 *
 * @param key full key of the setting
 * @param rule half sentence that follows the key
 * @param dependsOn other keys that the conclusion rests on; nothing follows where one of them is wrong itself
 */
record Violation(String key, String rule, List<String> dependsOn) {

    static Violation of(String key, String rule, String... dependsOn) {
        return new Violation(key, rule, List.of(dependsOn));
    }
}
