package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.JobPark;
import io.runbridge.acceptance.campaign.arena.Mix;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Planned;
import io.runbridge.acceptance.campaign.arena.StartCalls;
import io.runbridge.acceptance.campaign.arena.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Gives hostile answers to starts, looks and cancels of every platform type, and closes the firewall once. */
final class AnswersPhase implements FaultPhase {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration LAST_LIMIT = Duration.ofSeconds(20);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(3);
    private static final int WAITING = 8;
    private static final double OF_STARTS = 0.5;
    private static final double OF_CANCELS = 0.15;

    private static final List<String> LOOKS = List.of("synapse.getRun", "pipelines.getUpdate", "jobs.runs/get");
    private static final List<String> CANCELS = List.of("synapse.cancelRun", "pipelines.stop", "jobs.runs/cancel");

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        firewall(arena);
        for (int i = 0; i < count; i++) {
            Patience.require(LIMIT, "hostile answers are given", () -> waiting(arena) < WAITING);
            HostileAnswer answer = HostileAnswer.pick(random);
            double which = random.nextDouble();
            tally.drawn("%s %.3f", answer, which);
            if (which < OF_STARTS) {
                start(arena, answer, random);
            } else if (which < OF_STARTS + OF_CANCELS) {
                cancel(arena, tally, answer, random);
            } else {
                arena.simulator().fault(answer.fault(LOOKS.get(random.nextInt(LOOKS.size())), random));
            }
            tally.injected();
        }
        Patience.until(LAST_LIMIT, () -> waiting(arena) == 0);
    }

    /** Faults of starts and looks, which hit sooner or later; a cancel that came too late to be made leaves its own behind. */
    private static long waiting(Arena arena) {
        return arena.simulator().faultsLeft().stream()
                .filter(operation -> !CANCELS.contains(operation))
                .count();
    }

    /** The platform closes: it pauses, and no request fails. */
    private static void firewall(Arena arena) {
        arena.simulator()
                .fault(Map.of("operation", StartCalls.SYNAPSE, "status", 403, "code", "ClientIpAddressNotAuthorized"));
        arena.simulator()
                .fault(Map.of(
                        "operation",
                        StartCalls.JOBS,
                        "status",
                        403,
                        "code",
                        "PERMISSION_DENIED",
                        "message",
                        "Source IP address: 10.0.0.1 is blocked by Databricks IP ACL for workspace: 1"));
    }

    private static void start(Arena arena, HostileAnswer answer, RandomGenerator random) {
        String operation = StartCalls.STARTS.get(random.nextInt(StartCalls.STARTS.size()));
        if (answer.refuses()) {
            arena.refused(operation.substring(0, operation.indexOf('.')));
        }
        arena.simulator().fault(answer.fault(operation, random));
    }

    private static void cancel(Arena arena, Tally tally, HostileAnswer answer, RandomGenerator random) {
        Planned planned = arena.load().maker().single(tally.phase(), Mix.ALL);
        String platform = JobPark.word(planned.asked().jobType()) + ".";
        CANCELS.stream().filter(operation -> operation.startsWith(platform)).forEach(operation -> arena.simulator()
                .fault(answer.fault(operation, random)));
        arena.load().send(planned);
        Patience.until(CANCEL_LIMIT, () -> arena.published().settled(planned.requestId()));
        arena.load().cancel(planned.requestId(), planned.requestId() + "-only");
    }
}
