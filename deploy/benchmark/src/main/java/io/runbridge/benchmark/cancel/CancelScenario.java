package io.runbridge.benchmark.cancel;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Percentiles;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.watch.Crowd;
import io.runbridge.benchmark.watch.Effort;
import io.runbridge.benchmark.watch.Watched;
import io.runbridge.local.LocalService.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How soon a cancel is carried out while looks at very many other runs are due. */
@Command(
        name = "cancel",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "How soon a cancel is carried out while looks at very many other runs are due.",
        mixinStandardHelpOptions = true)
public final class CancelScenario implements Scenario {
    private static final Metric P50 = new Metric("request to outcome p50", "ms", 0, Wanted.LESS);
    private static final Metric P99 = new Metric("request to outcome p99", "ms", 0, Wanted.LESS);
    private static final String QUIET = "nothing else open";
    private static final String BEHIND = "behind due looks";
    private static final int SETTLE_MS = 20_000;

    /** So few that the looks at all runs are due all the time. */
    private static final String LOOKS_PER_SECOND = "50";

    @Option(names = "--open", paramLabel = "N", defaultValue = "200000", description = "open runs (default: 200000)")
    private int open;

    @Option(
            names = "--cancels",
            paramLabel = "N",
            defaultValue = "300",
            description = "cancels, ten a second (default: 300)")
    private int cancels;

    @Override
    public Result play(Consumer<String> progress) {
        Scoreboard board = new Scoreboard("cancel", "From a cancel request to its outcome ACCEPTED, 10 a second")
                .setting("open", open)
                .setting("cancels", cancels)
                .setting("looks", LOOKS_PER_SECOND + "/s");
        try (Stage stage = Stage.open(Effort.simulator(open), progress)) {
            stage.simulator().behave(Map.of("platform", "synapse", "outcome", "NEVER_ENDING"));
            Map<String, String> settings = new HashMap<>(Effort.settings(open));
            settings.put("BENCHMARK_POLLS_PER_SECOND", LOOKS_PER_SECOND);
            stage.start(Kind.TRIGGER, "trigger", settings);
            stage.start(Kind.POLLER, "poller", settings);
            try (Cancels requests = new Cancels(stage.client());
                    Crowd crowd = new Crowd(stage.simulator(), stage.client(), Watched.SYNAPSE)) {
                requests.play("warm", cancels / 3);
                add(board, QUIET, requests.play("quiet", cancels));
                progress.accept("played with nothing else open");
                crowd.gather(open);
                Pause.of(SETTLE_MS);
                progress.accept(open + " more runs are open");
                add(board, BEHIND, requests.play("behind", cancels));
            }
        }
        board.goal(P99, BEHIND, Target.of(500, 200));
        board.ratio(P99, BEHIND, QUIET, Optional.empty());
        board.note("A look at all open runs takes " + open / 100 + " calls here where lastUpdated moves, and "
                + LOOKS_PER_SECOND + " may be made a second.");
        return board.result();
    }

    private static void add(Scoreboard board, String contestant, long[] delaysMs) {
        Percentiles percentiles = Percentiles.of(delaysMs);
        board.add(contestant, P50, (double) percentiles.at(50));
        board.add(contestant, P99, (double) percentiles.at(99));
    }
}
