package io.runbridge.benchmark.watch;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What it costs to watch many open runs of which few change, and how soon their ends are told. */
@Command(
        name = "watch",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Cost of watching many open runs of which few change, and how soon their ends are told.",
        mixinStandardHelpOptions = true)
public final class WatchScenario implements Scenario {
    static final Metric CALLS = new Metric("calls per open run and minute", "", 4, Wanted.LESS);
    static final Metric CALL_RATE = new Metric("calls", "1/s", 1, Wanted.LESS);
    static final Metric CPU = new Metric("CPU per open run and minute", "ms", 3, Wanted.LESS);
    static final Metric P50 = new Metric("end to status p50", "s", 2, Wanted.LESS);
    static final Metric P99 = new Metric("end to status p99", "s", 2, Wanted.LESS);

    private static final int HUNDRED_THOUSAND = 100_000;
    private static final int MILLION = 1_000_000;

    /** On the command line. */
    enum Choice {
        DATABRICKS,
        SYNAPSE,
        SYNAPSE_STILL,
        ALL;

        List<Watched> watched() {
            return this == ALL ? List.of(Watched.values()) : List.of(Watched.valueOf(name()));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(names = "--open", paramLabel = "N", defaultValue = "100000", description = "open runs (default: 100000)")
    private int open;

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            defaultValue = "all",
            converter = ChoiceReader.class,
            description = "databricks, synapse (lastUpdated of running runs moves every 30 s), synapse-still (it stands"
                    + " still) or all (default)")
    private Choice platform;

    @Option(
            names = "--changes-per-second",
            paramLabel = "C",
            defaultValue = "20",
            description = "runs that end, each replaced by a new one (default: 20)")
    private double changes;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "measured (default: 30)")
    private int seconds;

    @Option(
            names = "--peer-open",
            paramLabel = "N",
            defaultValue = "5000",
            description = "open runs of the peers (default: 5000); 0: none plays")
    private int peerOpen;

    @Override
    public Result play(Consumer<String> progress) {
        Scoreboard board = new Scoreboard(
                        "watch-" + open, "Watching " + open + " open runs of which few change, freshness 10 s")
                .setting("open", open)
                .setting("changes", changes + "/s")
                .setting("measured", seconds + " s")
                .setting("peers' open runs", Math.min(open, peerOpen));
        for (Watched watched : platform.watched()) {
            try (Stage stage = Stage.open(Effort.simulator(open), progress);
                    Round round = new Round(stage, watched, changes, board, progress)) {
                round.playOurs(open, seconds);
                if (peerOpen > 0 && watched == Watched.DATABRICKS) {
                    for (Pattern pattern : Pattern.values()) {
                        round.playPeer(pattern, Math.min(open, peerOpen));
                    }
                }
            }
            compare(board, watched);
        }
        board.note("A peer asks about one run a call, so what it needs for one run does not depend on how many there"
                + " are; it writes nothing to Kafka, and its delay is until it knows.");
        return board.result();
    }

    private void compare(Scoreboard board, Watched watched) {
        String ours = Round.ours(watched);
        board.goal(CALLS, ours, watched == Watched.DATABRICKS ? Target.of(0.30) : Target.of(0.10, 0.01));
        if (open == HUNDRED_THOUSAND) {
            board.goal(Metric.CORES, ours, Target.of(0.7));
            board.goal(Metric.PEAK_RSS, ours, Target.of(1_024));
            board.goal(P50, ours, Target.of(5.2, 2));
            board.goal(P99, ours, Target.of(10.5));
        }
        if (open == MILLION) {
            board.goal(Metric.CORES, ours, Target.of(1));
            board.goal(Metric.PEAK_RSS, ours, Target.of(2_048));
        }
        if (peerOpen > 0 && watched == Watched.DATABRICKS) {
            for (Pattern pattern : Pattern.values()) {
                String peer = Round.peer(watched, pattern);
                board.ratio(CALLS, ours, peer, Optional.empty());
                board.ratio(CPU, ours, peer, Optional.empty());
            }
        }
    }

    /** Takes the names with hyphens. */
    static final class ChoiceReader implements ITypeConverter<Choice> {
        @Override
        public Choice convert(String word) {
            for (Choice choice : Choice.values()) {
                if (choice.toString().equals(word)) {
                    return choice;
                }
            }
            throw new TypeConversionException("'" + word + "' is none of " + List.of(Choice.values()));
        }
    }
}
