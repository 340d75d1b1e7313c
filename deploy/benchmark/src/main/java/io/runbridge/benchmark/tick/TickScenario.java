package io.runbridge.benchmark.tick;

import io.runbridge.benchmark.Scenario;
import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.local.JavaCommand;
import io.runbridge.local.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the scheduler's tick costs with a million open runs, without Kafka and platforms. */
@Command(
        name = "tick",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "What the poller-service's tick costs with a million open runs, without Kafka and platforms.",
        mixinStandardHelpOptions = true)
public final class TickScenario implements Scenario {
    private static final Metric P50 = new Metric("tick p50", "ms", 3, Wanted.LESS);
    private static final Metric P99 = new Metric("tick p99", "ms", 3, Wanted.LESS);
    private static final Metric CPU = new Metric("CPU of a tick p99", "ms", 3, Wanted.LESS);
    private static final Metric ANSWERS = new Metric("answers to a tick's runs p50", "ms", 3, Wanted.LESS);
    private static final Metric DUE = new Metric("runs due a second", "", 0, Wanted.MORE);
    private static final List<String> OPTIONS =
            List.of("-Xms1500m", "-Xmx1500m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final double NS_PER_MS = 1e6;
    private static final double MS_PER_SECOND = 1e3;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "rounds (default: 3)")
    private int rounds;

    @Option(names = "--open", paramLabel = "N", defaultValue = "1000000", description = "open runs (default: 1000000)")
    private int open;

    @Override
    public Result play(Consumer<String> progress) {
        Scoreboard board = new Scoreboard("tick", "The scheduler's tick, every 50 ms, each run due once a minute")
                .setting("open", open)
                .setting("rounds", rounds);
        for (int round = 1; round <= rounds; round++) {
            for (Timers.Kind kind : Timers.Kind.values()) {
                List<Long> numbers = trial(kind);
                board.add(kind.word(), P50, numbers.get(0) / NS_PER_MS);
                board.add(kind.word(), P99, numbers.get(1) / NS_PER_MS);
                board.add(kind.word(), CPU, numbers.get(2) / NS_PER_MS);
                board.add(kind.word(), ANSWERS, numbers.get(3) / NS_PER_MS);
                board.add(kind.word(), DUE, numbers.get(4) * MS_PER_SECOND / Timers.PERIOD_MS);
                progress.accept("round %d: %s p99 %.3f ms".formatted(round, kind.word(), numbers.get(1) / NS_PER_MS));
            }
        }
        board.goal(P99, Timers.Kind.AGENDA.word(), Target.of(2, 0.5));
        board.ratio(P99, Timers.Kind.AGENDA.word(), Timers.Kind.DELAY_QUEUE.word(), Optional.empty());
        board.note("runbridge's tick also keeps the platform's budget and makes the batches; the queue's only takes out"
                + " what is due. Pauses of the collector are in both, and in the tick's time but not in its CPU also"
                + " what other processes take of the cores.");
        return board.result();
    }

    private List<Long> trial(Timers.Kind kind) {
        try {
            Path folder = Files.createTempDirectory("runbridge-tick");
            Path numbers = folder.resolve("numbers");
            Path log = folder.resolve("log");
            try (LocalProcess trial = LocalProcess.start(new JavaCommand(
                    "tick trial",
                    System.getProperty("java.class.path"),
                    TickTrial.class.getName(),
                    List.of(kind.name(), Integer.toString(open), numbers.toString()),
                    OPTIONS,
                    log))) {
                trial.awaitEnd(LIMIT);
                return Files.readAllLines(numbers).stream().map(Long::valueOf).toList();
            } finally {
                Files.deleteIfExists(numbers);
                Files.deleteIfExists(log);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
