package io.runbridge.cli;

import io.runbridge.cli.deadletter.DeadLettersCommand;
import io.runbridge.cli.shell.CliExit;
import io.runbridge.cli.shell.CommandFailure;
import io.runbridge.cli.shell.KafkaFailures;
import io.runbridge.cli.shell.SafeText;
import io.runbridge.cli.shell.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The operators' command line; the script {@code deploy/cli/runctl} starts it. Main thread. */
@Command(
        name = "runctl",
        description = "Looks after a Runbridge installation through its Kafka topics.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Runctl {

    private Runctl() {}

    /** Runs one command and ends the process with a {@link CliExit}. */
    public static void main(String... args) {
        Session session =
                new Session(System.getenv(), Boolean.getBoolean("runbridge.terminal"), Runctl::ask, Clock.systemUTC());
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = execute(session, out, err, args);
        out.flush();
        System.exit(code);
    }

    /** The command without the process around it. */
    static int execute(Session session, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Runctl())
                .addSubcommand(DeadLettersCommand.line(session))
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(Runctl::failed);
        String version = Runctl.class.getPackage().getImplementationVersion();
        line.getCommandSpec()
                .version("runctl " + (version == null ? "(unreleased)" : version))
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Arrays.stream(CliExit.values())
                        .collect(Collectors.toMap(
                                code -> String.valueOf(code.number()),
                                CliExit::meaning,
                                (a, b) -> a,
                                LinkedHashMap::new)));
        return line.execute(args);
    }

    private static int failed(Exception failure, CommandLine line, ParseResult result) {
        CommandFailure told = failure instanceof CommandFailure own ? own : KafkaFailures.tell(failure);
        line.getErr().println(SafeText.of(String.valueOf(told.getMessage())));
        return told.exit().number();
    }

    /** On the error stream, so that the output holds results only. */
    private static Optional<String> ask(String question) {
        if (!Boolean.getBoolean("runbridge.keyboard")) {
            return Optional.empty();
        }
        System.err.print(question + " ");
        System.err.flush();
        try {
            BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return Optional.ofNullable(keyboard.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
