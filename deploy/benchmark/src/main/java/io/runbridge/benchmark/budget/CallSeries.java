package io.runbridge.benchmark.budget;

import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.watch.CallCount;
import io.runbridge.benchmark.watch.Watched;
import io.runbridge.local.SimulatorControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** The calls of a platform second by second. One thread. */
final class CallSeries {
    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * What happened in one second.
     *
     * @param calls that came
     * @param throttled those of them that were answered 429
     */
    record Second(long calls, long throttled) {}

    private final SimulatorControl simulator;
    private final Watched watched;
    private final CallCount calls;
    private final List<Second> all = new ArrayList<>();
    private long callsBefore;
    private long throttledBefore;
    private long nextMs = System.currentTimeMillis();

    CallSeries(SimulatorControl simulator, Watched watched) {
        this.simulator = simulator;
        this.watched = watched;
        calls = new CallCount(simulator, watched);
        callsBefore = calls.now();
    }

    /** The next so many seconds. */
    List<Second> follow(int seconds) {
        return follow(seconds, sofar -> false);
    }

    /** The next seconds until there were so many calls on average in the last ones, at most so many. */
    List<Second> followUntil(int most, double perSecond, int last) {
        return follow(
                most,
                sofar -> sofar.size() >= last && mean(sofar.subList(sofar.size() - last, sofar.size())) >= perSecond);
    }

    private List<Second> follow(int most, Predicate<List<Second>> enough) {
        List<Second> followed = new ArrayList<>();
        while (followed.size() < most && !enough.test(followed)) {
            nextMs += 1_000;
            Pause.of(Math.max(0, nextMs - System.currentTimeMillis()));
            long callsNow = calls.now();
            long throttledNow = simulator.answered(watched.simulated() + ".", TOO_MANY_REQUESTS);
            followed.add(new Second(callsNow - callsBefore, throttledNow - throttledBefore));
            callsBefore = callsNow;
            throttledBefore = throttledNow;
        }
        all.addAll(followed);
        return followed;
    }

    /** All seconds so far, so many at a time. */
    String text(int together) {
        return text(all, together);
    }

    static String text(List<Second> seconds, int together) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < seconds.size(); i += together) {
            double mean = mean(seconds.subList(i, Math.min(seconds.size(), i + together)));
            text.add(String.format(Locale.ROOT, "%.0f", mean));
        }
        return text.toString();
    }

    static double mean(List<Second> seconds) {
        return seconds.stream().mapToLong(Second::calls).average().orElse(0);
    }
}
