package io.runbridge.benchmark.watch;

import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.ProcessMeter;
import io.runbridge.benchmark.stage.Usage;
import io.runbridge.local.LocalProcess;

/**
 * A stretch of time in which a watcher is measured.
 *
 * @param fromMs when it began, milliseconds since the epoch
 * @param toMs when it ended
 * @param calls how often the platform was called in it
 */
record Stretch(long fromMs, long toMs, long calls, Usage before, Usage after) {
    private static final double MS_PER_MINUTE = 60_000;
    private static final double MS_PER_SECOND = 1_000;

    /** Lets so many seconds pass. */
    static Stretch measure(int seconds, CallCount calls, LocalProcess process) {
        long callsBefore = calls.now();
        Usage before = ProcessMeter.read(process);
        long fromMs = System.currentTimeMillis();
        Pause.of(seconds * 1_000L);
        long toMs = System.currentTimeMillis();
        Usage after = ProcessMeter.read(process);
        return new Stretch(fromMs, toMs, calls.now() - callsBefore, before, after);
    }

    /** Adds what it says to the board, where so many runs were open. */
    void add(Scoreboard board, String contestant, double open) {
        double runMinutes = open * (toMs - fromMs) / MS_PER_MINUTE;
        double seconds = (toMs - fromMs) / MS_PER_SECOND;
        board.add(contestant, WatchScenario.CALLS, calls / runMinutes);
        board.add(contestant, WatchScenario.CALL_RATE, calls / seconds);
        board.add(contestant, WatchScenario.CPU, after.cpuSince(before) * MS_PER_SECOND / runMinutes);
        board.add(contestant, Metric.CORES, after.cpuSince(before) / seconds);
    }

    boolean holds(long timeMs) {
        return fromMs <= timeMs && timeMs < toMs;
    }
}
