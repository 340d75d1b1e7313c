package io.runbridge.platform.parameter;

import io.runbridge.platform.PlatformText;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.Parameter;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Names the parameters of a request that its platform did not get. Any thread. */
public final class UnsentParameters {

    private static final int MAX_NOTE = 1_000;

    private UnsentParameters() {}

    /**
     * What the first status says of them; empty if there are none.
     *
     * @param receiver who did not get them, for people
     */
    public static Optional<String> note(StartRun start, Predicate<Parameter> sent, String receiver) {
        String names = start.parameters().stream()
                .filter(sent.negate())
                .map(Parameter::getName)
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(PlatformText.passable("Not sent to " + receiver + ": " + names, MAX_NOTE));
    }
}
