package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.CliExit;
import io.runbridge.cli.shell.CommandFailure;
import io.runbridge.cli.shell.Connection;
import io.runbridge.cli.shell.DurationText;
import io.runbridge.cli.shell.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters back to the topics that they came from. */
@Command(
        name = "replay",
        description =
                "Sends originals back to the topics that they came from, with their keys, values and headers, once"
                        + " the cause is gone. The dead letters stay where they are.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private Connection connection;

    @Parameters(
            paramLabel = "PARTITION@OFFSET",
            arity = "0..*",
            converter = Place.Converter.class,
            description = "Which ones.")
    private List<Place> places = new ArrayList<>();

    @Option(names = "--all", description = "All that --topic, --reason and --since leave.")
    private boolean all;

    @Mixin
    private Selection selection = new Selection();

    @Option(
            names = "--deduplication-window",
            paramLabel = "DURATION",
            defaultValue = "7d",
            converter = DurationText.class,
            description = "What the trigger-service is configured with; older requests are refused. Default: 7d.")
    private Duration window;

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    ReplayCommand(Session session) {
        this.session = session;
        this.connection = new Connection(session.environment());
    }

    @Override
    public Integer call() {
        if (all != places.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Name dead letters as PARTITION@OFFSET, or give --all, but not both");
        }
        if (!all && selection.given()) {
            throw new ParameterException(spec.commandLine(), "--topic, --reason and --since go with --all only");
        }
        ReplayRules rules = new ReplayRules(window, session.clock().instant());
        ReplayReport report = new ReplayReport(spec.commandLine().getOut(), json, dryRun);
        try (LetterBox box = new LetterBox(connection)) {
            List<Place> sendable = judge(box, rules, report);
            if (sendable.isEmpty()) {
                spec.commandLine().getErr().println("There is nothing to send.");
            } else if (dryRun || confirmed(sendable.size())) {
                send(box, sendable, report);
            }
        }
        return report.exit().number();
    }

    /** Those that may be sent; the others are reported. Keeps places only, because letters may be long and many. */
    private List<Place> judge(LetterBox box, ReplayRules rules, ReplayReport report) {
        List<Place> sendable = new ArrayList<>();
        if (all) {
            box.forEach(selection.from(session.clock()), letter -> {
                if (selection.takes(letter)) {
                    judge(letter, rules, report, sendable);
                }
            });
        } else {
            for (Place place : new TreeSet<>(places)) {
                box.find(place)
                        .ifPresentOrElse(letter -> judge(letter, rules, report, sendable), () -> report.missing(place));
            }
        }
        return sendable;
    }

    private static void judge(Letter letter, ReplayRules rules, ReplayReport report, List<Place> sendable) {
        rules.check(letter)
                .ifPresentOrElse(refusal -> report.refused(letter, refusal), () -> sendable.add(letter.place()));
    }

    private boolean confirmed(int count) {
        if (yes) {
            return true;
        }
        Optional<String> answer =
                session.ask().apply("Send " + count + " of them to the topics that they came from? [y/N]");
        if (answer.isEmpty()) {
            throw new CommandFailure(
                    CliExit.USAGE, "Nobody is there to ask: give --yes to send them, or --dry-run to see which.");
        }
        boolean agreed = answer.get().strip().equalsIgnoreCase("y");
        if (!agreed) {
            spec.commandLine().getErr().println("Nothing was sent.");
        }
        return agreed;
    }

    private void send(LetterBox box, List<Place> sendable, ReplayReport report) {
        if (dryRun) {
            sendable.forEach(place -> box.find(place).ifPresentOrElse(report::wouldSend, () -> report.missing(place)));
            return;
        }
        try (Replay replay = new Replay(connection)) {
            for (Place place : sendable) {
                box.find(place)
                        .ifPresentOrElse(
                                letter -> report.sent(letter, replay.send(letter)), () -> report.missing(place));
            }
        }
    }
}
