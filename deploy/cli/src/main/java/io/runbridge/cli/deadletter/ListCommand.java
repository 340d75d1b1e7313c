package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.CliExit;
import io.runbridge.cli.shell.Connection;
import io.runbridge.cli.shell.Json;
import io.runbridge.cli.shell.Session;
import io.runbridge.cli.shell.Table;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists dead letters, the newest last. */
@Command(
        name = "list",
        description = "Lists dead letters, the newest last: aligned on a terminal, tab-separated in a pipe.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListCommand implements Callable<Integer> {

    private static final Comparator<Letter> BY_TIME =
            Comparator.comparing(Letter::time).thenComparing(Letter::place);

    private final Session session;

    @Mixin
    private Connection connection;

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The newest N; default: 100.")
    private int limit;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    ListCommand(Session session) {
        this.session = session;
        this.connection = new Connection(session.environment());
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1");
        }
        PriorityQueue<Letter> newest = new PriorityQueue<>(BY_TIME);
        int[] more = new int[1];
        try (LetterBox box = new LetterBox(connection)) {
            box.forEach(selection.from(session.clock()), letter -> {
                if (selection.takes(letter)) {
                    newest.add(letter.light());
                    if (newest.size() > limit) {
                        newest.remove();
                        more[0]++;
                    }
                }
            });
        }
        print(newest);
        if (more[0] > 0) {
            spec.commandLine().getErr().println(more[0] + " older ones are not shown; --limit N shows more.");
        }
        return CliExit.OK.number();
    }

    private void print(PriorityQueue<Letter> letters) {
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table(LetterText.HEADING);
        while (!letters.isEmpty()) {
            Letter letter = letters.remove();
            if (json) {
                out.println(Json.line(LetterText.summary(letter)));
            } else {
                table.add(LetterText.row(letter, session.terminal()));
            }
        }
        table.lines(session.terminal()).forEach(out::println);
        out.flush();
    }
}
