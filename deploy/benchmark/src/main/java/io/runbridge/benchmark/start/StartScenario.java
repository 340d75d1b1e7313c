package io.runbridge.benchmark.start;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.ProcessMeter;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.StartedCount;
import io.runbridge.benchmark.stage.Usage;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts per second with requests that lie ready. */
@Command(
        name = "start",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts per second with requests that lie ready.",
        mixinStandardHelpOptions = true)
public final class StartScenario implements Scenario {
    private static final Metric STARTS = new Metric("starts", "1/s", 0, Wanted.MORE);
    private static final String OURS = "runbridge";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "rounds (default: 3)")
    private int rounds;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "60000",
            description = "requests a round (default: 60000), after a third as many to warm up")
    private int requests;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "1000", description = "calls at once (default: 1000)")
    private int slots;

    @Option(
            names = "--api-millis",
            paramLabel = "MS",
            defaultValue = "50",
            description = "time that the platform takes for a call (default: 50)")
    private int apiMillis;

    @Override
    public Result play(Consumer<String> progress) {
        Scoreboard board = new Scoreboard("start", "Starts per second with requests that lie ready")
                .setting("requests", requests)
                .setting("slots", slots)
                .setting("API time", apiMillis + " ms");
        try (Stage stage = Stage.open(progress)) {
            stage.simulator()
                    .fault(Map.of(
                            "operation",
                            "synapse.createRun",
                            "delayMillis",
                            apiMillis,
                            "count",
                            -1,
                            "execute",
                            "AT_ONCE"));
            LocalService service = stage.start(
                    Kind.TRIGGER,
                    "trigger",
                    Map.of(
                            "BENCHMARK_SLOTS", Integer.toString(slots),
                            "BENCHMARK_CONNECTIONS", Integer.toString(slots),
                            "BENCHMARK_STARTS_PER_SECOND", "100000"));
            try (Requests upstream = new Requests(stage.client());
                    StartedCount started = StartedCount.fromNow(stage.client())) {
                for (int round = 1; round <= rounds; round++) {
                    service.stop();
                    int warm = requests / 3;
                    upstream.send("start-" + round, warm + requests);
                    long before = started.count();
                    stage.start(service);
                    started.await(before + warm, LIMIT);
                    Usage first = ProcessMeter.read(service.process());
                    long begin = System.nanoTime();
                    started.await(before + warm + requests, LIMIT);
                    double seconds = (System.nanoTime() - begin) / 1e9;
                    Usage last = ProcessMeter.read(service.process());
                    board.add(OURS, STARTS, requests / seconds);
                    board.add(OURS, Metric.CPU, last.cpuSince(first));
                    board.add(OURS, Metric.PEAK_RSS, last.peakRssMib());
                    progress.accept("round %d: runbridge %.0f starts/s".formatted(round, requests / seconds));
                }
            }
        }
        return board.result();
    }
}
