package io.runbridge.config;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One concrete setting. Immutable, any thread.
 *
 * @param pattern the key in the mapping interfaces
 * @param names what the operator chose for each {@code *} of the pattern, in order
 */
record SettingName(SettingPattern pattern, List<String> names) {

    SettingName {
        names = List.copyOf(names);
    }

    /** The key as people write it, e.g. {@code runbridge.kafka.properties.bootstrap.servers}. */
    String key() {
        return spelled(UnaryOperator.identity());
    }

    /** The key as SmallRye Config reads it: chosen names in quotes, because they may hold dots. */
    String quotedKey() {
        return spelled(name -> '"' + name + '"');
    }

    /** The last part where the pattern leaves it free, else empty. */
    String freePart() {
        return pattern.open() ? names.get(names.size() - 1) : "";
    }

    private String spelled(UnaryOperator<String> quoting) {
        StringBuilder key = new StringBuilder();
        int next = 0;
        for (char character : pattern.text().toCharArray()) {
            if (character == '*') {
                key.append(quoting.apply(names.get(next++)));
            } else {
                key.append(character);
            }
        }
        return key.toString();
    }
}
