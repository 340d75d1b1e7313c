package io.runbridge.benchmark.start;

import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.result.Target;
import io.runbridge.benchmark.result.Wanted;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.ProcessMeter;
import io.runbridge.benchmark.stage.Requests;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.Window;
import io.runbridge.local.LocalProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures one contestant after the other and notes it on the board. One caller at a time. */
final class Race {
    private static final Metric STARTS = new Metric("starts", "1/s", 0, Wanted.MORE);
    private static final Metric CPU_EACH = new Metric("CPU a start", "µs", 0, Wanted.LESS);
    private static final Metric BROKER_EACH = new Metric("broker's", "µs", 0, Wanted.LESS);
    private static final Metric SIMULATOR_EACH = new Metric("simulator's", "µs", 0, Wanted.LESS);
    private static final double MICROS = 1e6;
    private static final Duration WARM_LIMIT = Duration.ofMinutes(2);
    /** For the compilers to come to an end. */
    private static final long SETTLE_MS = 1_000;

    private final Stage stage;
    private final Requests upstream;
    private final Scoreboard board;
    private final Consumer<String> progress;

    Race(Stage stage, Requests upstream, Scoreboard board, Consumer<String> progress) {
        this.stage = stage;
        this.upstream = upstream;
        this.board = board;
        this.progress = progress;
    }

    /**
     * Plays one round of a contestant: it warms up with requests of its own, and then gets all that is measured at once.
     */
    void measure(Contestant contestant, int round) {
        Effort effort = contestant.effort();
        String prefix = "start-" + round;
        LocalProcess process = contestant.begin();
        List<LocalProcess> processes =
                List.of(process, stage.broker(), stage.cluster().simulator().process());
        long before = contestant.done();
        upstream.send(contestant.topic(), prefix + "-warm", effort.warmUp());
        Requests.Held held = upstream.hold(contestant.topic(), prefix, effort.measured());
        Window.require(contestant::done, before + effort.warmUp(), WARM_LIMIT, processes);
        Pause.of(SETTLE_MS);
        Window window = Window.watch(held::release, contestant::done, effort.measured(), effort.longest(), processes);
        note(contestant, process, window);
        contestant.end();
    }

    private void note(Contestant contestant, LocalProcess process, Window window) {
        String name = contestant.name();
        board.add(name, STARTS, window.perSecond());
        board.add(name, Metric.CPU, window.cpuSeconds().get(process));
        board.add(name, CPU_EACH, each(window, process));
        board.add(name, BROKER_EACH, each(window, stage.broker()));
        board.add(name, SIMULATOR_EACH, each(window, stage.cluster().simulator().process()));
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
