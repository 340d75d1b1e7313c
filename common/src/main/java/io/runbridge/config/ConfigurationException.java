package io.runbridge.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. The message names every problem, one a line, and holds no secret. */
public final class ConfigurationException extends RuntimeException {

    private final transient List<ConfigProblem> problems;

    ConfigurationException(List<ConfigProblem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, at least one. */
    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String text(List<ConfigProblem> problems) {
        String count = problems.size() == 1 ? "one problem" : problems.size() + " problems";
        return problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", "The configuration has " + count + ":", ""));
    }
}
