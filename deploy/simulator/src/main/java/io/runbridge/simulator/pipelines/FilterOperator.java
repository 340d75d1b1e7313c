package io.runbridge.simulator.pipelines;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a filter compares. Source: artifacts.json 2020-12-01, RunQueryFilterOperator. */
enum FilterOperator {
    EQUALS("Equals") {
        @Override
        boolean holds(String value, List<String> wanted) {
            return wanted.size() == 1 && wanted.get(0).equals(value);
        }
    },
    NOT_EQUALS("NotEquals") {
        @Override
        boolean holds(String value, List<String> wanted) {
            return !EQUALS.holds(value, wanted);
        }
    },
    IN("In") {
        @Override
        boolean holds(String value, List<String> wanted) {
            return wanted.contains(value);
        }
    },
    NOT_IN("NotIn") {
        @Override
        boolean holds(String value, List<String> wanted) {
            return !wanted.contains(value);
        }
    };

    private final String word;

    FilterOperator(String word) {
        this.word = word;
    }

    abstract boolean holds(String value, List<String> wanted);

    static Optional<FilterOperator> named(String word) {
        return Arrays.stream(values())
                .filter(operator -> operator.word.equals(word))
                .findFirst();
    }
}
