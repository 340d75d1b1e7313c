package io.runbridge.platform.databricks;

import io.runbridge.platform.StartRun;
import io.runbridge.schemas.Parameter;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Names the parameters of a request that Databricks did not get. Any thread. */
final class UnsentParameters {

    private static final int MAX_NOTE = 1_000;

    private UnsentParameters() {}

    static Optional<String> note(StartRun start, Predicate<Parameter> sent) {
        String names = start.parameters().stream()
                .filter(sent.negate())
                .map(Parameter::getName)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.cut("Not sent to Databricks: " + names, MAX_NOTE));
    }
}
