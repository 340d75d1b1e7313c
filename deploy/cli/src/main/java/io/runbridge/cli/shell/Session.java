package io.runbridge.cli.shell;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who runs a command, and from where. Immutable, one thread.
 *
 * @param environment variables
 * @param terminal whether a person reads the output
 * @param ask puts a question to the person at the keyboard and gives the answer; empty if there is none
 * @param clock for ages
 */
public record Session(
        Map<String, String> environment, boolean terminal, Function<String, Optional<String>> ask, Clock clock) {}
