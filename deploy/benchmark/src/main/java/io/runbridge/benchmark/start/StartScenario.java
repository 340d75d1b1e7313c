package io.runbridge.benchmark.start;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.rival.Rivals;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts per second with requests that lie ready. Everybody gets the same requests and calls the same endpoint, one
 * contestant after the other, each as a fresh process that first warms up.
 */
@Command(
        name = "start",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts per second with requests that lie ready, against parallel-consumer-vertx and a blocking"
                + " Kafka Streams processor.",
        mixinStandardHelpOptions = true)
public final class StartScenario implements Scenario {
    private static final Duration LONGEST = Duration.ofSeconds(40);
    /** The blocking peer needs no long way to its full speed: it mostly waits. */
    private static final Effort BLOCKING = new Effort(500, 4_000, Duration.ofSeconds(8));

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "rounds (default: 3)")
    private int rounds;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "60000",
            description = "requests that are measured in a round (default: 60000)")
    private int requests;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "40000",
            description = "requests before them (default: 40000)")
    private int warmUp;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "1000",
            description = "calls at once, ours and parallel-consumer-vertx' (default: 1000)")
    private int slots;

    @Option(
            names = "--api-millis",
            paramLabel = "MS",
            defaultValue = "50",
            description = "time that the platform takes for a call (default: 50)")
    private int apiMillis;

    @Option(
            names = "--job-type",
            paramLabel = "TYPE",
            defaultValue = "SYNAPSE_PIPELINE",
            description = "what is started: ${COMPLETION-CANDIDATES} (default: SYNAPSE_PIPELINE)")
    private Job job;

    @Option(names = "--without-peers", description = "measure only Runbridge")
    private boolean withoutPeers;

    @Override
    public Result play(Consumer<String> progress) {
        Scoreboard board = new Scoreboard("start", "Starts per second with requests that lie ready")
                .setting("requests", requests)
                .setting("slots", slots)
                .setting("API time", apiMillis + " ms")
                .setting("job", job);
        Effort effort = new Effort(warmUp, requests, LONGEST);
        try (Stage stage = Stage.open(progress);
                Runbridge ours = new Runbridge(stage, effort, settings());
                Requests upstream = new Requests(stage.client(), job)) {
            stage.answerAfter(job.startOperation(), apiMillis);
            Rivals rivals = new Rivals(stage, job);
            Race race = new Race(stage, upstream, board, progress);
            List<Contestant> all = withoutPeers
                    ? List.of(ours)
                    : List.of(ours, parallelConsumer(stage, rivals, effort), blocking(stage, rivals));
            for (int round = 1; round <= rounds; round++) {
                int number = round;
                all.forEach(contestant -> race.measure(contestant, number));
            }
            if (!withoutPeers) {
                race.compare(Runbridge.NAME, Rivals.PARALLEL_CONSUMER, Target.of(1.0, 1.5));
                race.compare(Runbridge.NAME, Rivals.BLOCKING, Target.of(25));
            }
        }
        return board.result();
    }

    private Contestant parallelConsumer(Stage stage, Rivals rivals, Effort effort) {
        return new Peer(
                Rivals.PARALLEL_CONSUMER,
                effort,
                stage,
                rivals,
                job.startOperation(),
                group -> rivals.parallelConsumer(group, slots, false));
    }

    private Contestant blocking(Stage stage, Rivals rivals) {
        return new Peer(Rivals.BLOCKING, BLOCKING, stage, rivals, job.startOperation(), rivals::blocking);
    }

    private Map<String, String> settings() {
        return Map.of(
                "BENCHMARK_SLOTS", Integer.toString(slots),
                "BENCHMARK_CONNECTIONS", Integer.toString(slots),
                "BENCHMARK_STARTS_PER_SECOND", "1000000");
    }
}
