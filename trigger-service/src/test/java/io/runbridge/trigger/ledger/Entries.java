package io.runbridge.trigger.ledger;

import io.runbridge.config.ConfigLoader;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An entry in each state, and the platforms it may be on. */
final class Entries {

    static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    static final RunbridgeConfig CONFIG = config(Map.of());

    /** One platform that takes tokens for jobs and none for pipelines. */
    static final Targets TARGETS = targets(CONFIG);

    private Entries() {}

    /** The same with another setting of the platform. */
    static Targets targets(String key, String value) {
        return targets(config(Map.of("runbridge.platforms.dbx." + key, value)));
    }

    private static RunbridgeConfig config(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "runbridge.kafka.properties.bootstrap.servers", "unused:9092",
                "runbridge.schema-registry.properties.schema.registry.url", "mock://unused",
                "runbridge.platforms.dbx.type", "databricks",
                "runbridge.platforms.dbx.endpoint", "https://dbx.test",
                "runbridge.platforms.dbx.auth.method", "token",
                "runbridge.platforms.dbx.auth.token", "t"));
        settings.putAll(more);
        return ConfigLoader.fromMap(settings);
    }

    private static Targets targets(RunbridgeConfig config) {
        return new Targets(Map.of(
                "dbx",
                new Platform(
                        "dbx",
                        config.platforms().get("dbx"),
                        Map.of(
                                JobType.DATABRICKS_JOB,
                                new InMemoryAdapter(JobType.DATABRICKS_JOB, Settlement.TOKEN, Clock.systemUTC()),
                                JobType.DATABRICKS_PIPELINE,
                                new InMemoryAdapter(
                                        JobType.DATABRICKS_PIPELINE, Settlement.LISTING, Clock.systemUTC())))));
    }

    /** On the platform without token. */
    static LedgerEntry.Builder in(LedgerState state) {
        return in(state, JobType.DATABRICKS_PIPELINE);
    }

    static LedgerEntry.Builder in(LedgerState state, JobType jobType) {
        RunRequest request = RunRequest.newBuilder()
                .setRequestId("r1")
                .setPlatform("dbx")
                .setJobType(jobType)
                .setExternalId("job")
                .setParameters(List.of())
                .setRequestedAt(Instant.ofEpochMilli(NOW))
                .build();
        LedgerEntry.Builder entry = LedgerEntry.newBuilder()
                .setRequestId("r1")
                .setState(state)
                .setStateSince(NOW)
                .setPlatform("dbx")
                .setJobType(jobType.name())
                .setExternalId("job")
                .setAdmittedAt(NOW)
                .setDueAt(NOW)
                .setAttempt(1)
                .setClaimedAt(NOW);
        return switch (state) {
            case BARRED -> entry;
            case QUEUED, CLAIMED -> entry.setRequest(ByteBuffer.wrap(Codecs.REQUEST.write(request)));
            case IN_DOUBT, UNDECIDED ->
                entry.setRequest(ByteBuffer.wrap(Codecs.REQUEST.write(request))).setFirstDoubtAt(NOW);
            case STARTED -> entry.setRunId("run");
            case ENDED -> entry.setRunId("run").setEndStatus("SUCCESS");
        };
    }

    static PendingCancel cancel(String cancelId) {
        return PendingCancel.newBuilder().setCancelId(cancelId).build();
    }

    /** The effects' kinds, in order. */
    static List<String> kinds(Decision decision) {
        return decision.effects().stream()
                .map(effect -> effect.getClass().getSimpleName())
                .toList();
    }
}
