package io.runbridge.benchmark.latency;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Percentiles;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.rival.Rivals;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.OpenLoad;
import io.runbridge.benchmark.stage.ProcessMeter;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.StartedReader;
import io.runbridge.benchmark.stage.Usage;
import io.runbridge.benchmark.stage.Window;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the moment at which a request was due to be sent until a reader of committed records sees its run-started, at a
 * steady rate that waits for nobody.
 */
@Command(
        name = "latency",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "From request to visible run-started at a steady rate, against parallel-consumer-vertx that publishes"
                        + " without transactions.",
        mixinStandardHelpOptions = true)
public final class LatencyScenario implements Scenario {
    private static final String OURS = "runbridge";
    private static final String API = "API alone";
    private static final Metric HALF = new Metric("p50", "ms", 0, Wanted.LESS);
    private static final Metric MOST = new Metric("p99", "ms", 0, Wanted.LESS);
    private static final Metric WORST = new Metric("longest", "ms", 0, Wanted.LESS);
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration LEFTOVERS = Duration.ofMinutes(2);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "rounds (default: 3)")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "500",
            description = "requests per second (default: 500)")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "how long a round is measured (default: 20), after as many requests to warm up")
    private int seconds;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "1000", description = "calls at once (default: 1000)")
    private int slots;

    @Option(
            names = "--api-millis",
            paramLabel = "MS",
            defaultValue = "50",
            description = "time that the platform takes for a call (default: 50)")
    private int apiMillis;

    private Scoreboard board;
    private Consumer<String> progress;

    @Override
    public Result play(Consumer<String> told) {
        progress = told;
        board = new Scoreboard("latency", "From request to visible run-started at a steady rate")
                .setting("rate", rate + "/s")
                .setting("slots", slots)
                .setting("API time", apiMillis + " ms");
        Job job = Job.SYNAPSE_PIPELINE;
        try (Stage stage = Stage.open(progress);
                Requests upstream = new Requests(stage.client(), job)) {
            stage.answerAfter(job.startOperation(), apiMillis);
            LocalService service =
                    stage.prepare(Kind.TRIGGER, "trigger-service", Map.of("BENCHMARK_SLOTS", Integer.toString(slots)));
            Rivals rivals = new Rivals(stage, job);
            for (int round = 1; round <= rounds; round++) {
                stage.start(service);
                measure(
                        stage,
                        upstream,
                        new Contest(OURS, EventTopics.RUN_REQUESTS, EventTopics.RUN_STARTED, service.process()),
                        round);
                stage.stop(service);
                LocalProcess peer = rivals.parallelConsumer(rivals.group("latency"), slots, true);
                measure(
                        stage,
                        upstream,
                        new Contest(Rivals.PARALLEL_CONSUMER, Rivals.REQUESTS, Rivals.STARTED, peer),
                        round);
                peer.stop();
            }
        }
        board.goal(HALF, OURS, Target.of(150, 110));
        board.goal(MOST, OURS, Target.of(400, 250));
        board.ratio(HALF, OURS, Rivals.PARALLEL_CONSUMER, Optional.empty());
        board.ratio(MOST, OURS, Rivals.PARALLEL_CONSUMER, Optional.empty());
        return board.result();
    }

    private record Contest(String name, String requests, String started, LocalProcess process) {}

    private void measure(Stage stage, Requests upstream, Contest contest, int round) {
        int count = rate * seconds;
        String prefix = "latency-" + round + "-";
        List<LocalProcess> processes = List.of(contest.process());
        Latencies latencies = new Latencies(count);
        AtomicReference<OpenLoad> sending = new AtomicReference<>();
        try (StartedReader reader = StartedReader.fromNow(
                stage.client(), contest.started(), (id, partition, seen) -> note(latencies, sending.get(), id, seen))) {
            try (OpenLoad warm = new OpenLoad(upstream, contest.requests(), prefix + "warm-", rate, count)) {
                // What a cold process fell behind must not count for the warm one.
                Window.require(reader::count, count, LEFTOVERS, processes);
                progress.accept("%s is warm after %,d requests".formatted(contest.name(), warm.sent()));
            }
            Usage before = ProcessMeter.read(contest.process());
            ApiProbe probe = new ApiProbe(stage);
            try (OpenLoad load = new OpenLoad(upstream, contest.requests(), prefix, rate, count)) {
                sending.set(load);
                load.join();
            }
            Usage after = ProcessMeter.read(contest.process());
            Window.require(reader::count, 2L * count, LEFTOVERS, processes);
            add(contest.name(), latencies.all());
            add(API, probe.result());
            board.add(contest.name(), Metric.CPU, after.cpuSince(before));
            board.add(contest.name(), Metric.PEAK_RSS, after.peakRssMib());
        }
    }

    private static void note(Latencies latencies, OpenLoad load, String requestId, long seen) {
        int number = load == null ? -1 : load.number(requestId);
        if (number >= 0) {
            latencies.note(number, seen - load.dueNanos(number));
        }
    }

    private void add(String name, Percentiles nanos) {
        board.add(name, HALF, nanos.at(50) / NANOS_PER_MS);
        board.add(name, MOST, nanos.at(99) / NANOS_PER_MS);
        board.add(name, WORST, nanos.at(100) / NANOS_PER_MS);
        progress.accept("%s: p50 %.0f ms, p99 %.0f ms, longest %.0f ms"
                .formatted(
                        name, nanos.at(50) / NANOS_PER_MS, nanos.at(99) / NANOS_PER_MS, nanos.at(100) / NANOS_PER_MS));
    }
}
