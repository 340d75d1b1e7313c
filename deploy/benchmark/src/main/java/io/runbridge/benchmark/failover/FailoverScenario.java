package io.runbridge.benchmark.failover;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.rival.Rivals;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.OpenLoad;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.StartedReader;
import io.runbridge.benchmark.stage.Topics;
import io.runbridge.benchmark.stage.Window;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalService.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Kills one of two loaded instances again and again, and each time measures until every partition has started a request
 * that was due after the kill.
 */
@Command(
        name = "failover",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "kill -9 of one of two loaded instances until all partitions are served again, against two instances"
                        + " of parallel-consumer-vertx.",
        mixinStandardHelpOptions = true)
public final class FailoverScenario implements Scenario {
    private static final String OURS = "runbridge";
    private static final Metric AGAIN = new Metric("served again", "s", 1, Wanted.LESS);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int SLOTS = 1_000;
    /** A tenth of production, as in the campaign: what the last kill left in doubt must not hold the next one's slots. */
    private static final String SETTLE = "12s";

    @Option(names = "--kills", paramLabel = "N", defaultValue = "5", description = "kills of ours (default: 5)")
    private int kills;

    @Option(
            names = "--peer-kills",
            paramLabel = "N",
            defaultValue = "2",
            description = "kills of the peer (default: 2)")
    private int peerKills;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "requests per second (default: 200)")
    private int rate;

    private final Scoreboard board = new Scoreboard(
            "failover", "From kill -9 of one of two loaded instances until all partitions are served again");

    private Consumer<String> progress;

    @Override
    public Result play(Consumer<String> told) {
        progress = told;
        board.setting("rate", rate + "/s").setting("API time", "50 ms");
        Job job = Job.SYNAPSE_PIPELINE;
        try (Stage stage = Stage.open(progress);
                Requests upstream = new Requests(stage.client(), job)) {
            stage.answerAfter(job.startOperation(), 50);
            Map<String, String> settings =
                    Map.of("BENCHMARK_SLOTS", Integer.toString(SLOTS), "BENCHMARK_SETTLE", SETTLE);
            Pair ours = new Pair.Services(
                    stage,
                    List.of(
                            stage.prepare(Kind.TRIGGER, "trigger-1", settings),
                            stage.prepare(Kind.TRIGGER, "trigger-2", settings)));
            play(stage, upstream, new Contest(OURS, EventTopics.RUN_REQUESTS, EventTopics.RUN_STARTED, kills), ours);
            Rivals rivals = new Rivals(stage, job);
            String group = rivals.group("failover");
            Pair peers = new Pair.Processes(() -> rivals.parallelConsumer(group, SLOTS, true));
            play(
                    stage,
                    upstream,
                    new Contest(Rivals.PARALLEL_CONSUMER, Rivals.REQUESTS, Rivals.STARTED, peerKills),
                    peers);
        }
        if (peerKills > 0) {
            board.ratio(AGAIN, OURS, Rivals.PARALLEL_CONSUMER, Optional.empty());
        }
        board.note("parallel-consumer-vertx has Kafka's default session of 45 s, as its makers leave it; ours is 6 s.");
        return board.result();
    }

    private record Contest(String name, String requests, String started, int kills) {}

    private void play(Stage stage, Requests upstream, Contest contest, Pair pair) {
        if (contest.kills() == 0) {
            return;
        }
        pair.start();
        Served served = new Served(Topics.PARTITIONS);
        AtomicReference<OpenLoad> sending = new AtomicReference<>();
        try (StartedReader reader = StartedReader.fromNow(stage.client(), contest.started(), (id, partition, seen) -> {
                    OpenLoad load = sending.get();
                    int number = load == null ? -1 : load.number(id);
                    if (number >= 0) {
                        served.seen(partition, load.dueNanos(number), seen);
                    }
                });
                OpenLoad load = new OpenLoad(
                        upstream, contest.requests(), "failover-" + contest.name() + "-", rate, MOST_REQUESTS)) {
            sending.set(load);
            Window.require(reader::count, 20L * rate, LIMIT, List.of());
            for (int kill = 0; kill < contest.kills(); kill++) {
                pair.kill();
                served.killed(System.nanoTime());
                Window.require(served::count, Topics.PARTITIONS, LIMIT, List.of());
                double seconds = served.lastNanos() / (double) TimeUnit.SECONDS.toNanos(1);
                board.add(contest.name(), AGAIN, seconds);
                progress.accept("%s: served again after %.1f s".formatted(contest.name(), seconds));
                pair.restore();
                awaitBoth(reader, served, load);
            }
        }
        pair.stop();
    }

    /** Until the restarted instance has its share and what was left over is done. */
    private void awaitBoth(StartedReader reader, Served served, OpenLoad load) {
        long behind = load.sent();
        Window.require(reader::count, behind, LIMIT, List.of());
        Pause.of(5_000);
        served.killed(System.nanoTime());
        Window.require(served::count, Topics.PARTITIONS, LIMIT, List.of());
    }
}
