package io.runbridge.cli;

import io.runbridge.cli.shell.Session;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types commands and keeps what they say. */
final class Keyboard {

    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter errors = new StringWriter();
    private StringWriter output = new StringWriter();
    private boolean terminal;
    private Optional<String> answer = Optional.empty();

    Keyboard environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Keyboard terminal(boolean isTerminal) {
        this.terminal = isTerminal;
        return this;
    }

    /** What is answered to questions from now on. */
    Keyboard answer(String text) {
        this.answer = Optional.of(text);
        return this;
    }

    /** Runs one command and gives its exit code. */
    int type(String... command) {
        output = new StringWriter();
        Session session = new Session(environment, terminal, question -> answer, Clock.systemUTC());
        return Runctl.execute(session, new PrintWriter(output, true), new PrintWriter(errors, true), command);
    }

    /** Output of the last command. */
    String output() {
        return output.toString();
    }

    List<String> lines() {
        return output().lines().toList();
    }

    /** What all commands complained of. */
    String errors() {
        return errors.toString();
    }
}
