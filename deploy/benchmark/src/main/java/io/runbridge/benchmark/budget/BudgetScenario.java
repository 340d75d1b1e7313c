package io.runbridge.benchmark.budget;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.watch.Crowd;
import io.runbridge.benchmark.watch.Effort;
import io.runbridge.benchmark.watch.Watched;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalService.Kind;
import io.runbridge.local.SimulatorControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The platform's limit lowered to a fifth and raised again while more looks are due than it lets through. */
@Command(
        name = "budget",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "The platform's limit lowered to a fifth and raised again while more looks are due than it lets"
                + " through.",
        mixinStandardHelpOptions = true)
public final class BudgetScenario implements Scenario {
    private static final Metric CALLS = new Metric("calls", "1/s", 1, Wanted.MORE);
    private static final Metric THROTTLED = new Metric("answered 429", "%", 1, Wanted.LESS);
    private static final Metric BACK = new Metric("full rate again after", "s", 0, Wanted.LESS);
    private static final int WARM_SECONDS = 15;
    private static final int FULL_SECONDS = 15;
    private static final int LOWERED_SECONDS = 60;
    private static final int LONGEST_RECOVERY_SECONDS = 240;
    private static final int FRESHNESS_SECONDS = 10;
    private static final int RUNS_A_PAGE = 24;

    /** Of the full rate, and for so many seconds, for it to count as back. */
    private static final double BACK_SHARE = 0.9;

    private static final int BACK_SECONDS = 5;

    @Option(
            names = "--calls-per-second",
            paramLabel = "N",
            defaultValue = "100",
            description = "what we are configured to, lowered to a fifth by the platform (default: 100)")
    private int rate;

    @Override
    public Result play(Consumer<String> progress) {
        int open = 2 * rate * RUNS_A_PAGE * FRESHNESS_SECONDS;
        Scoreboard board = new Scoreboard("budget", "The platform's limit lowered to a fifth and raised again")
                .setting("configured", rate + "/s")
                .setting("lowered to", rate / 5 + "/s")
                .setting("open", open);
        try (Stage stage = Stage.open(Effort.simulator(open), progress)) {
            Map<String, String> settings = new HashMap<>(Effort.settings(open));
            settings.put("BENCHMARK_POLLS_PER_SECOND", Integer.toString(rate));
            stage.start(Kind.POLLER, "poller", settings);
            try (Crowd crowd = new Crowd(stage.simulator(), stage.client(), Watched.DATABRICKS)) {
                crowd.gather(open);
                play(stage.simulator(), board, progress);
            }
        }
        return board.result();
    }

    private void play(SimulatorControl simulator, Scoreboard board, Consumer<String> progress) {
        CallSeries series = new CallSeries(simulator, Watched.DATABRICKS);
        series.follow(WARM_SECONDS);
        double full = add(board, "before", series.follow(FULL_SECONDS));
        progress.accept("before: %.0f calls/s".formatted(full));
        simulator.set(Map.of("callsPerSecond", rate / 5));
        progress.accept("lowered: %.0f calls/s".formatted(add(board, "limit a fifth", series.follow(LOWERED_SECONDS))));
        simulator.set(Map.of("callsPerSecond", 0));
        List<CallSeries.Second> recovery =
                series.followUntil(LONGEST_RECOVERY_SECONDS, full * BACK_SHARE, BACK_SECONDS);
        add(board, "raised again", recovery);
        if (recovery.size() == LONGEST_RECOVERY_SECONDS) {
            throw new LocalFailure("The calls were not back at their full rate in " + recovery.size() + " s");
        }
        board.add("raised again", BACK, recovery.size() - BACK_SECONDS);
        board.note("calls a second, mean of every 5 s: " + series.text(5));
    }

    private static double add(Scoreboard board, String phase, List<CallSeries.Second> seconds) {
        double calls = seconds.stream().mapToLong(CallSeries.Second::calls).sum();
        double throttled =
                seconds.stream().mapToLong(CallSeries.Second::throttled).sum();
        board.add(phase, CALLS, calls / seconds.size());
        board.add(phase, THROTTLED, calls == 0 ? 0 : 100 * throttled / calls);
        return calls / seconds.size();
    }
}
