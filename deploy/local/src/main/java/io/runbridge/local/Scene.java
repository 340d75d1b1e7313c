package io.runbridge.local;

import static io.runbridge.local.ScenePart.CANCEL_FIRST;
import static io.runbridge.local.ScenePart.CANCEL_RUNNING;
import static io.runbridge.local.ScenePart.FAILING;

import io.runbridge.local.ScenePart.SecretIn;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Imports the jobs, plays every {@link ScenePart} once and compares how each ended, on the topics and by the simulator's count, with how
 * it should. One thread.
 */
public final class Scene {
    private final String name;
    private final EventSender sender;
    private final EventLog log;
    private final SimulatorControl simulator;

    /** @param name starts all requestIds, so that a cluster can see several scenes */
    public Scene(String name, EventSender sender, EventLog log, SimulatorControl simulator) {
        this.name = name;
        this.sender = sender;
        this.log = log;
        this.simulator = simulator;
    }

    /**
     * Plays it.
     *
     * @param limit how long the whole scene may take; what has not ended by then counts as it stands
     * @param midway runs once, when the requests are out and the first of their runs has started
     * @return the comparison
     */
    public SceneResult play(Duration limit, Runnable midway) {
        long end = System.nanoTime() + limit.toNanos();
        Set<String> before = simulator.runs().stream().map(SimulatedRun::runId).collect(Collectors.toSet());
        importJobs(end);
        sender.send(cancel(CANCEL_FIRST, "no longer wanted"));
        rule(CANCEL_RUNNING, "NEVER_ENDING");
        sender.send(request(CANCEL_RUNNING));
        // The rule is for the next run of that job only, and another part has the same job.
        await(end, () -> !log.started(id(CANCEL_RUNNING)).isEmpty());
        rule(FAILING, "FAILED");
        for (ScenePart part : ScenePart.values()) {
            if (part != CANCEL_RUNNING && part != CANCEL_FIRST) {
                sender.send(request(part));
            }
        }
        await(end, () -> anyOtherStarted());
        midway.run();
        await(end, () -> !log.outcomes(id(CANCEL_FIRST)).isEmpty());
        sender.send(request(CANCEL_FIRST));
        await(end, () -> log.statuses(id(CANCEL_RUNNING)).stream().anyMatch(s -> s.getStatus() == Status.RUNNING));
        sender.send(cancel(CANCEL_RUNNING, "took the wrong day"));
        await(end, this::over);
        return result(before);
    }

    private void importJobs(long end) {
        List<String> platforms = List.of(LocalCluster.SYNAPSE, LocalCluster.DATA_FACTORY, LocalCluster.DATABRICKS);
        long before = imports(platforms);
        platforms.forEach(platform -> sender.send(
                EventTopics.IMPORT_REQUESTS,
                platform,
                ImportRequest.newBuilder()
                        .setPlatform(platform)
                        .setRequestedAt(now())
                        .build()));
        await(end, () -> imports(platforms) == before + platforms.size());
    }

    private long imports(List<String> platforms) {
        return platforms.stream()
                .flatMap(platform -> log.values(EventTopics.IMPORT_OUTCOMES, platform, ImportOutcome.class).stream())
                .filter(outcome -> !outcome.getRunning())
                .count();
    }

    private SceneResult result(Set<String> before) {
        List<SimulatedRun> runs = simulator.runs().stream()
                .filter(run -> !before.contains(run.runId()))
                .toList();
        return new SceneResult(Arrays.stream(ScenePart.values())
                .map(part -> SceneRow.of(part, id(part), log, runs))
                .toList());
    }

    private boolean anyOtherStarted() {
        return Arrays.stream(ScenePart.values())
                .anyMatch(
                        part -> part != CANCEL_RUNNING && !log.started(id(part)).isEmpty());
    }

    private boolean over() {
        return Arrays.stream(ScenePart.values())
                .allMatch(part -> log.ended(id(part))
                        && log.outcomes(id(part)).size()
                                >= part.expected().outcomes().size());
    }

    private void await(long end, BooleanSupplier condition) {
        log.await(Duration.ofNanos(end - System.nanoTime()), condition);
    }

    private void rule(ScenePart part, String outcome) {
        simulator.behave(Map.of("job", part.job().externalId(), "next", 1, "outcome", outcome));
    }

    private String id(ScenePart part) {
        return part.requestId(name);
    }

    private RunRequest request(ScenePart part) {
        List<Parameter> parameters = part.parameters().entrySet().stream()
                .map(entry -> parameter(entry.getKey(), entry.getValue()))
                .toList();
        return RunRequest.newBuilder()
                .setRequestId(id(part))
                .setPlatform(part.job().platform())
                .setJobType(part.job().type())
                .setExternalId(part.job().externalId())
                .setParameters(parameters)
                .setRequestedBy("quickstart")
                .setRequestedAt(now())
                .build();
    }

    private static Parameter parameter(String name, Object value) {
        Parameter.Builder parameter = Parameter.newBuilder().setName(name);
        return value instanceof SecretIn secret
                ? parameter
                        .setValue(secret.reference())
                        .setDataType(DataType.SECRET)
                        .build()
                : parameter.setValue(value).build();
    }

    private CancelRequest cancel(ScenePart part, String reason) {
        return CancelRequest.newBuilder()
                .setRequestId(id(part))
                .setReason(reason)
                .setRequestedBy("quickstart")
                .setRequestedAt(now())
                .build();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
