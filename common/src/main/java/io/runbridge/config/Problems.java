package io.runbridge.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, at most one problem a key. One thread. */
final class Problems {

    private final List<ConfigProblem> found = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    void add(String key, String shownValue, String rule) {
        if (keys.add(key)) {
            found.add(new ConfigProblem(key, shownValue, rule));
        }
    }

    /** Whether something is wrong with this key, so that nothing can be concluded from it. */
    boolean has(String key) {
        return keys.contains(key);
    }

    /** @throws ConfigurationException with all problems, if there are any */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
