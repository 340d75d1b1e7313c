package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Fleet;
import io.runbridge.acceptance.campaign.arena.Mix;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import io.runbridge.schemas.JobType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Lets an instance of the trigger-service die at every named point of a start, on each platform type. The other
 * instance goes on. That it died there is seen by its exit code and its last words.
 */
final class PointsPhase implements FaultPhase {
    /** The named points of the trigger-service, in the order in which a start passes them. */
    static final List<String> POINTS = List.of(
            "INTENT_WRITING",
            "INTENT_WRITTEN",
            "INTENT_COMMITTED",
            "CONNECTED",
            "SENT",
            "RESPONDED",
            "ENQUEUED",
            "EMITTED",
            "COMMITTED");

    private static final List<JobType> TYPES =
            List.of(JobType.SYNAPSE_PIPELINE, JobType.DATABRICKS_PIPELINE, JobType.DATABRICKS_JOB);

    private static final int KILLED = 137;
    private static final int MOST_PASSAGES = 4;
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(90);
    private static final Duration QUIET_LIMIT = Duration.ofMinutes(2);

    /** One death: at this point of a start of this type. */
    private record Death(JobType type, String point) {}

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        List<Death> deaths = deaths(count);
        for (JobType type : TYPES) {
            List<Death> ofType =
                    deaths.stream().filter(death -> death.type() == type).toList();
            if (!ofType.isEmpty()) {
                onlyThisType(arena, tally, type);
                ofType.forEach(death -> die(arena, tally, type, death.point(), random.nextInt(MOST_PASSAGES)));
            }
        }
        arena.load().phase(tally.phase(), Mix.ALL);
    }

    /** The first nine are all points on types in turn, the next nine the same points on the next types, and so on. */
    private static List<Death> deaths(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int point = i % POINTS.size();
                    int round = i / POINTS.size();
                    return new Death(TYPES.get((point + round) % TYPES.size()), POINTS.get(point));
                })
                .toList();
    }

    /** Whatever passes a point from now on is a start of this type. */
    private static void onlyThisType(Arena arena, Tally tally, JobType type) {
        double rate = arena.load().rate();
        arena.load().rate(0);
        Patience.require(
                QUIET_LIMIT,
                "no request of another type waits",
                () -> arena.load().waiting() == 0);
        arena.load().phase(tally.phase() + "-" + type, Mix.only(type));
        arena.load().rate(rate);
    }

    private static void die(Arena arena, Tally tally, JobType type, String point, int skip) {
        tally.drawn("%s of %s after %d passages", point, type, skip);
        LocalService victim = arena.fleet().instance(Kind.TRIGGER, Fleet.USUAL - 1);
        victim.stop();
        victim.start(List.of("-Drunbridge.crash-point=" + point, "-Drunbridge.crash-skip=" + skip));
        Path log = victim.process().log();
        try {
            int code = victim.process().awaitEnd(DEATH_LIMIT);
            boolean there = code == KILLED && lastWords(log).contains(point);
            if (!there) {
                tally.failed("%s of %s: ended with %d, not at this point".formatted(point, type, code));
            }
        } catch (LocalFailure e) {
            tally.failed("%s of %s: %s".formatted(point, type, e.getMessage()));
            victim.stop();
            return;
        }
        arena.fleet().died();
        tally.injected();
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("Dies at a crash point"))
                    .toList();
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
