package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code dead-letters} with its three verbs. */
@Command(
        name = "dead-letters",
        description = "Records that could not be processed: list them, look at one, send them again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand {

    private DeadLettersCommand() {}

    /** The command for one session. */
    public static CommandLine line(Session session) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListCommand(session))
                .addSubcommand(new ShowCommand(session))
                .addSubcommand(new ReplayCommand(session));
    }
}
