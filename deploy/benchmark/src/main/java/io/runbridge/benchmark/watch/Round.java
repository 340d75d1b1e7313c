package io.runbridge.benchmark.watch;

import io.runbridge.benchmark.result.Metric;
import io.runbridge.benchmark.result.Percentiles;
import io.runbridge.benchmark.result.Scoreboard;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import io.runbridge.local.LocalSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One kind of platform: Runbridge, then the peers, with the same open runs. One thread. */
final class Round implements AutoCloseable {
    private static final Duration FIRST_LOOKS = Duration.ofMinutes(4);
    private static final Duration LAST_ENDS = Duration.ofSeconds(60);
    private static final int STEADY_SECONDS = 15;
    private static final int PEER_STEADY_SECONDS = 5;
    /** A multiple of the fixed schedule's period. */
    private static final int PEER_SECONDS = 30;

    /** Of a peer's open runs, so that most of them are left. */
    private static final double MOST_ENDS_A_SECOND = 0.005;

    private static final double MS_PER_SECOND = 1_000;

    private final Stage stage;
    private final Watched watched;
    private final double changes;
    private final Scoreboard board;
    private final Consumer<String> progress;
    private final Crowd crowd;
    private final CallCount calls;

    Round(Stage stage, Watched watched, double changes, Scoreboard board, Consumer<String> progress) {
        this.stage = stage;
        this.watched = watched;
        this.changes = changes;
        this.board = board;
        this.progress = progress;
        crowd = new Crowd(stage.simulator(), stage.client(), watched);
        calls = new CallCount(stage.simulator(), watched);
    }

    static String ours(Watched watched) {
        return "runbridge, " + watched.word();
    }

    static String peer(Watched watched, Pattern pattern) {
        return pattern.word() + ", " + watched.word();
    }

    /** Measures the poller-service once it has looked at all runs. */
    void playOurs(int open, int seconds) {
        LocalService poller = stage.prepare(Kind.POLLER, "poller", Effort.settings(open));
        stage.start(poller, Effort.virtualMachine(open));
        try (StatusWatch statuses = new StatusWatch(stage.client(), open)) {
            long beginMs = System.currentTimeMillis();
            crowd.gather(open);
            say(open + " runs are there after " + secondsSince(beginMs) + " s");
            statuses.awaitRuns(FIRST_LOOKS);
            say("all were looked at after " + secondsSince(beginMs) + " s");
            Stretch stretch = Changes.during(
                    () -> {
                        Pause.of(STEADY_SECONDS * 1_000L);
                        return Stretch.measure(seconds, calls, poller.process());
                    },
                    changes,
                    crowd::replaceOne);
            List<StatusWatch.End> ends = statuses.awaitEnds(crowd.ended(), LAST_ENDS);
            stretch.add(board, ours(watched), open);
            board.add(ours(watched), Metric.PEAK_RSS, stretch.after().peakRssMib());
            addDelays(
                    ours(watched),
                    ends.stream()
                            .filter(end -> stretch.holds(end.atMs()))
                            .mapToLong(StatusWatch.End::delayMs)
                            .toArray());
        } finally {
            stage.stop(poller);
        }
    }

    /** Measures a peer that waits for some of the runs; as they end, fewer are left. */
    void playPeer(Pattern pattern, int open) {
        crowd.keep(open);
        Path runIds = stage.cluster().folder().resolve(pattern + ".runs");
        Path delays = stage.cluster().folder().resolve(pattern + ".delays");
        write(runIds, crowd.runIds());
        int all = PEER_STEADY_SECONDS + PEER_SECONDS + Math.toIntExact(pattern.longestMillis() / 1_000) + 1;
        LocalProcess peer = stage.start(
                "peer-" + watched.word() + "-" + pattern,
                System.getProperty("java.class.path"),
                GetPoller.class.getName(),
                List.of(
                        watched.name(),
                        pattern.name(),
                        stage.cluster().simulator().httpUrl(),
                        runIds.toString(),
                        Integer.toString(all),
                        delays.toString()),
                Map.of(
                        GetPoller.TOKEN,
                        watched == Watched.DATABRICKS ? LocalSimulator.DATABRICKS_TOKEN : stage.synapseToken()));
        int endedBefore = crowd.ended();
        Stretch stretch = Changes.during(
                () -> {
                    Pause.of(PEER_STEADY_SECONDS * 1_000L);
                    return Stretch.measure(PEER_SECONDS, calls, peer);
                },
                Math.min(changes, open * MOST_ENDS_A_SECOND),
                crowd::endOne);
        double average = open - (crowd.ended() - endedBefore) / 2.0;
        peer.awaitEnd(Duration.ofSeconds(all));
        stretch.add(board, peer(watched, pattern), average);
        addDelays(
                peer(watched, pattern),
                read(delays).stream().mapToLong(Long::parseLong).toArray());
        say(pattern.word() + " is done");
    }

    private void addDelays(String contestant, long[] delaysMs) {
        if (delaysMs.length == 0) {
            throw new LocalFailure("No end of a run was seen by " + contestant);
        }
        Percentiles percentiles = Percentiles.of(delaysMs);
        board.add(contestant, WatchScenario.P50, percentiles.at(50) / MS_PER_SECOND);
        board.add(contestant, WatchScenario.P99, percentiles.at(99) / MS_PER_SECOND);
    }

    private static long secondsSince(long timeMs) {
        return TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis() - timeMs);
    }

    private void say(String text) {
        progress.accept(watched.word() + ": " + text);
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        crowd.close();
    }
}
