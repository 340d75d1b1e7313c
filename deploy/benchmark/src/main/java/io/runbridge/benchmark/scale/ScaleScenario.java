package io.runbridge.benchmark.scale;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.rival.Rivals;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.StartedReader;
import io.runbridge.benchmark.stage.Window;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts per second of one, two and four processes with requests that lie ready, on a platform so slow that the slots
 * of a process and not the machine are the limit.
 */
@Command(
        name = "scale",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts per second of 1, 2 and 4 processes on a slow platform, against as many of"
                + " parallel-consumer-vertx.",
        mixinStandardHelpOptions = true)
public final class ScaleScenario implements Scenario {
    private static final String OURS = "runbridge";
    private static final Metric STARTS = new Metric("starts", "1/s", 0, Wanted.MORE);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<Integer> PROCESSES = List.of(1, 2, 4);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "2", description = "rounds (default: 2)")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "8",
            description = "how long each number of processes is measured (default: 8)")
    private int seconds;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "64",
            description = "calls at once of each process (default: 64, as the product's)")
    private int slots;

    @Option(
            names = "--api-millis",
            paramLabel = "MS",
            defaultValue = "500",
            description = "time that the platform takes for a call (default: 500)")
    private int apiMillis;

    private final Scoreboard board =
            new Scoreboard("scale", "Starts per second of 1, 2 and 4 processes where the platform is the limit");

    private Consumer<String> progress;

    @Override
    public Result play(Consumer<String> told) {
        progress = told;
        board.setting("slots a process", slots).setting("API time", apiMillis + " ms");
        for (int round = 1; round <= rounds; round++) {
            // A fresh stage, so that no instance has to catch up with what others have stored.
            round(round);
        }
        for (String name : List.of(OURS, Rivals.PARALLEL_CONSUMER)) {
            board.ratio(
                    STARTS,
                    row(name, 2),
                    row(name, 1),
                    name.equals(OURS) ? Optional.of(Target.of(1.8)) : Optional.empty());
            board.ratio(
                    STARTS,
                    row(name, 4),
                    row(name, 1),
                    name.equals(OURS) ? Optional.of(Target.of(3.6)) : Optional.empty());
        }
        board.ratio(STARTS, row(OURS, 4), row(Rivals.PARALLEL_CONSUMER, 4), Optional.empty());
        return board.result();
    }

    private void round(int round) {
        Job job = Job.SYNAPSE_PIPELINE;
        try (Stage stage = Stage.open(round == 1 ? progress : text -> {});
                Requests upstream = new Requests(stage.client(), job)) {
            stage.answerAfter(job.startOperation(), apiMillis);
            ours(stage, upstream);
            Rivals rivals = new Rivals(stage, job);
            for (int count : PROCESSES) {
                peers(stage, upstream, rivals, count);
            }
        }
    }

    /** Instances are added to those that run, as one would do it. */
    private void ours(Stage stage, Requests upstream) {
        Map<String, String> settings = Map.of("BENCHMARK_SLOTS", Integer.toString(slots));
        List<LocalService> services = new ArrayList<>();
        for (int count : PROCESSES) {
            List<LocalService> added = new ArrayList<>();
            while (services.size() + added.size() < count) {
                int number = services.size() + added.size() + 1;
                added.add(stage.prepare(Kind.TRIGGER, "trigger-" + number, settings));
            }
            added.parallelStream().forEach(stage::start);
            services.addAll(added);
            measure(
                    stage,
                    upstream,
                    new Contest(OURS, EventTopics.RUN_REQUESTS, EventTopics.RUN_STARTED, count),
                    services.stream().map(LocalService::process).toList());
        }
        services.parallelStream().forEach(stage::stop);
    }

    private void peers(Stage stage, Requests upstream, Rivals rivals, int count) {
        String group = rivals.group("scale");
        List<LocalProcess> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(rivals.parallelConsumer(group, slots, true));
        }
        measure(
                stage,
                upstream,
                new Contest(Rivals.PARALLEL_CONSUMER, Rivals.REQUESTS, Rivals.STARTED, count),
                processes);
        processes.parallelStream().forEach(LocalProcess::stop);
    }

    private record Contest(String name, String requests, String started, int processes) {}

    private void measure(Stage stage, Requests upstream, Contest contest, List<LocalProcess> processes) {
        // As many as the slots allow, and a quarter more: they must not run out before the time does.
        int measured = (int) (1.25 * slots * contest.processes() * seconds * 1_000 / apiMillis);
        int warm = measured / 2;
        try (StartedReader reader =
                StartedReader.fromNow(stage.client(), contest.started(), (id, partition, seen) -> {})) {
            String prefix = "scale-" + contest.name() + "-" + contest.processes();
            upstream.send(contest.requests(), prefix, warm + measured);
            Window.require(reader::count, warm, LIMIT, processes);
            Window window = Window.watch(() -> {}, reader::count, measured, Duration.ofSeconds(seconds), processes);
            String row = row(contest.name(), contest.processes());
            board.add(row, STARTS, window.perSecond());
            board.add(
                    row,
                    Metric.CPU,
                    window.cpuSeconds().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum());
            progress.accept("%s: %,.0f starts/s".formatted(row, window.perSecond()));
            // The next number of processes begins with nothing left over.
            Window.require(reader::count, warm + measured, LIMIT, processes);
        }
    }

    private static String row(String name, int processes) {
        return name + " ×" + processes;
    }
}
