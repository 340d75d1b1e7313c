package io.runbridge.benchmark.start;

import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.ProcessMeter;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.Window;
import io.runbridge.local.LocalProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Measures one contestant after the other and notes it on the board. One caller at a time. */
final class Race {
    private static final Metric STARTS = new Metric("starts", "1/s", 0, Wanted.MORE);
    private static final Metric CPU_EACH = new Metric("CPU a start", "µs", 0, Wanted.LESS);
    private static final Metric BROKER_EACH = new Metric("broker's", "µs", 0, Wanted.LESS);
    private static final Metric SIMULATOR_EACH = new Metric("simulator's", "µs", 0, Wanted.LESS);
    private static final double MICROS = 1e6;

    private final Stage stage;
    private final Scoreboard board;
    private final Consumer<String> progress;

    Race(Stage stage, Scoreboard board, Consumer<String> progress) {
        this.stage = stage;
        this.board = board;
        this.progress = progress;
    }

    /** Plays one round of a contestant; its process is left running. */
    void measure(Contestant contestant, Map<TopicPartition, Long> from) {
        LocalProcess process = contestant.begin(from);
        LocalProcess broker = stage.broker();
        LocalProcess simulator = stage.cluster().simulator().process();
        Effort effort = contestant.effort();
        Window window = Window.watch(
                contestant::done,
                effort.warmUp(),
                effort.measured(),
                effort.longest(),
                List.of(process, broker, simulator));
        String name = contestant.name();
        board.add(name, STARTS, window.perSecond());
        board.add(name, Metric.CPU, window.cpuSeconds().get(process));
        board.add(name, CPU_EACH, each(window, process));
        board.add(name, BROKER_EACH, each(window, broker));
        board.add(name, SIMULATOR_EACH, each(window, simulator));
        board.add(name, Metric.PEAK_RSS, ProcessMeter.read(process).peakRssMib());
        progress.accept("%s: %,.0f starts/s (%,d in %.1f s)"
                .formatted(name, window.perSecond(), window.done(), window.seconds()));
    }

    /** Compares starts and CPU with a peer's. */
    void compare(String name, String peer, Target starts) {
        board.ratio(STARTS, name, peer, Optional.of(starts));
        board.ratio(CPU_EACH, name, peer, Optional.empty());
    }

    private static double each(Window window, LocalProcess process) {
        return window.cpuSeconds().get(process) / window.done() * MICROS;
    }
}
