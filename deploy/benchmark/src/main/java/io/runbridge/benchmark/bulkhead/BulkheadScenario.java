package io.runbridge.benchmark.bulkhead;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Percentiles;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.watch.StatusWatch;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the others notice of it when one of fifty workspaces is dead. */
@Command(
        name = "bulkhead",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "What the others notice of it when one of fifty workspaces is dead: connections open, and nothing is"
                        + " ever answered.",
        mixinStandardHelpOptions = true)
public final class BulkheadScenario implements Scenario {
    private static final Metric STARTS = new Metric("starts of the others", "1/s", 0, Wanted.MORE);
    private static final Metric P50 = new Metric("end to status p50", "s", 2, Wanted.LESS);
    private static final Metric P99 = new Metric("end to status p99", "s", 2, Wanted.LESS);
    private static final String ALL_WELL = "all answer";
    private static final String ONE_DEAD = "one is dead";
    private static final int RUN_MILLIS = 30_000;
    private static final double MS_PER_SECOND = 1e3;
    private static final List<String> MACHINE = List.of("-Xmx1g", "-XX:TieredStopAtLevel=4");

    @Option(names = "--workspaces", paramLabel = "N", defaultValue = "50", description = "workspaces (default: 50)")
    private int workspaces;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "40",
            description = "requests to each workspace (default: 40), after a quarter as many to warm up")
    private int requests;

    @Override
    public Result play(Consumer<String> progress) {
        Scoreboard board = new Scoreboard("bulkhead", "One dead workspace of " + workspaces + ", as the others see it")
                .setting("workspaces", workspaces)
                .setting("requests to each", requests)
                .setting("a run takes", RUN_MILLIS / 1_000 + " s");
        play(board, ALL_WELL, false, progress);
        play(board, ONE_DEAD, true, progress);
        board.ratio(STARTS, ONE_DEAD, ALL_WELL, Optional.empty());
        board.ratio(P99, ONE_DEAD, ALL_WELL, Optional.empty());
        board.note("The workspaces share one simulator, so the runs of all are in each one's lists.");
        return board.result();
    }

    private void play(Scoreboard board, String contestant, boolean dead, Consumer<String> progress) {
        try (Stage stage = Stage.open(progress);
                Workspaces all =
                        new Workspaces(workspaces, dead, stage.cluster().ports().http())) {
            stage.simulator().behave(Map.of("durationMillis", RUN_MILLIS));
            for (Kind kind : Kind.values()) {
                LocalService service = stage.prepare(kind, kind.word(), Map.of());
                List<String> options = new ArrayList<>(MACHINE);
                options.addAll(all.options());
                service.start(options).awaitReady();
            }
            int others = workspaces - 1;
            try (Burst burst = new Burst(stage.client(), workspaces);
                    StatusWatch statuses = new StatusWatch(stage.client(), 0)) {
                burst.send("warm", requests / 4, others);
                double perSecond = burst.send("measured", requests, others);
                board.add(contestant, STARTS, perSecond);
                List<StatusWatch.End> ends = statuses.awaitEnds(others * (requests + requests / 4), Burst.LIMIT);
                Percentiles delays = Percentiles.of(
                        ends.stream().mapToLong(StatusWatch.End::delayMs).toArray());
                board.add(contestant, P50, delays.at(50) / MS_PER_SECOND);
                board.add(contestant, P99, delays.at(99) / MS_PER_SECOND);
                progress.accept("%s: %.0f starts/s".formatted(contestant, perSecond));
            }
        }
    }
}
