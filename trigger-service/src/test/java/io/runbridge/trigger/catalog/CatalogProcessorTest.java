package io.runbridge.trigger.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.config.ConfigLoader;
import io.runbridge.config.PlatformConfig;
import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryListener;
import io.runbridge.event.RegistryPatience;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.Platform;
import io.runbridge.platform.Ports;
import io.runbridge.platform.RateLimit;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Skipped;
import io.runbridge.streams.DeadLetter;
import io.runbridge.streams.KeyPlacement;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.start.StartGates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogProcessorTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PARTITIONS = 12;

    private final Map<String, String> settings = new HashMap<>();
    private final RegistryClient registry =
            RegistryClient.connect(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private final ListedJobs jobs = new ListedJobs(JobType.DATABRICKS_JOB, JobType.DATABRICKS_WORKFLOW);
    private final ListedJobs pipelines = new ListedJobs(JobType.DATABRICKS_PIPELINE);

    private MockProcessorContext<byte[], Object> context;
    private CatalogProcessor processor;
    private long now = BEGIN.toEpochMilli();
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path directory) {
        settings.put("runbridge.kafka.properties.bootstrap.servers", "unused:9092");
        settings.put("runbridge.schema-registry.properties.schema.registry.url", "mock://unused");
        settings.put("runbridge.platforms.dbx.type", "databricks");
        settings.put("runbridge.platforms.dbx.endpoint", "https://dbx.test");
        settings.put("runbridge.platforms.dbx.auth.method", "token");
        settings.put("runbridge.platforms.dbx.auth.token", "t");
        Map<String, Schema> subjects = new HashMap<>();
        Topics.withSchema()
                .forEach(t -> subjects.put(t.topicName(), t.valueSchema().orElseThrow()));
        new ContractSubjects(registry, subjects, Registration.REGISTER).prepare();
        TaskId task = new TaskId(1, KeyPlacement.partitionOf(bytes("dbx"), PARTITIONS));
        context = new MockProcessorContext<>(new Properties(), task, directory.toFile());
        context.setCurrentSystemTimeMs(now);
        context.setRecordMetadata("import-requests", task.partition(), 0L);
        for (StoreBuilder<? extends KeyValueStore<String, ?>> store :
                List.of(CatalogStores.jobs(), CatalogStores.imports(), CatalogStores.times(), CatalogStores.format())) {
            KeyValueStore<String, ?> built = store.withLoggingDisabled().build();
            built.init(context.getStateStoreContext(), built);
            context.addStateStore(built);
        }
    }

    @AfterEach
    void close() {
        processor.close();
        for (String store : List.of("known-jobs", "open-imports", "import-times", "catalog-format")) {
            context.getStateStore(store).close();
        }
    }

    @Test
    void shouldPublishEveryJobOnce() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.has(job(JobType.DATABRICKS_WORKFLOW, "j2", "7"));
        jobs.has(job(JobType.DATABRICKS_JOB, "j3", "7"));
        jobs.unread.add("j3");
        pipelines.has(job(JobType.DATABRICKS_PIPELINE, "jp", "7"));

        assertThat(importAll()).isEqualTo(outcome(4, 4, 0));
        assertThat(published())
                .containsExactly(
                        "dbx/DATABRICKS_JOB/j1=7",
                        "dbx/DATABRICKS_WORKFLOW/j2=7",
                        "dbx/DATABRICKS_JOB/j3=7",
                        "dbx/DATABRICKS_PIPELINE/jp=7");
        assertThat(jobs.calls).containsExactly("page 0", "page 2", "job j3");

        assertThat(importAll()).isEqualTo(outcome(4, 0, 0));
        assertThat(published()).isEmpty();
    }

    @Test
    void shouldPublishWhatChangedAndWhatIsGone() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.has(job(JobType.DATABRICKS_JOB, "j2", "7"));
        jobs.has(job(JobType.DATABRICKS_JOB, "j3", "7"));
        importAll();
        published();
        jobs.has(job(JobType.DATABRICKS_JOB, "j2", "8"));
        jobs.jobs.remove("j3");

        assertThat(importAll()).isEqualTo(outcome(2, 1, 1));
        assertThat(published()).containsExactly("dbx/DATABRICKS_JOB/j2=8", "dbx/DATABRICKS_JOB/j3=gone");
    }

    /** A job that got a second task is a workflow now. */
    @Test
    void shouldMoveAJobThatBecameAnotherType() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        importAll();
        published();
        jobs.has(job(JobType.DATABRICKS_WORKFLOW, "j1", "7"));

        assertThat(importAll()).isEqualTo(outcome(1, 1, 1));
        assertThat(published()).containsExactly("dbx/DATABRICKS_JOB/j1=gone", "dbx/DATABRICKS_WORKFLOW/j1=7");
    }

    /** Lists shift while jobs come and go: only the platform's own word makes a job gone. */
    @Test
    void shouldNotTakeAMissingJobForGone() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.has(job(JobType.DATABRICKS_JOB, "j2", "7"));
        importAll();
        published();
        jobs.unlisted.add("j1");

        assertThat(importAll()).isEqualTo(outcome(2, 0, 0));
        assertThat(published()).isEmpty();
    }

    /** Databricks answers 403 for a deleted job to those who are not its administrators. */
    @Test
    void shouldTakeAJobForGoneThatIsNeitherListedNorForUsToRead() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        importAll();
        published();
        jobs.jobs.clear();
        jobs.refused.put("j1", FailureCategory.UNAUTHORIZED);

        assertThat(importAll()).isEqualTo(outcome(0, 0, 1));
        assertThat(published()).containsExactly("dbx/DATABRICKS_JOB/j1=gone");
    }

    @Test
    void shouldSayWhatItSkippedAndKeepWhatIsKnownOfIt() {
        start();
        pipelines.has(job(JobType.DATABRICKS_PIPELINE, "jp", "7"));
        pipelines.unread.add("jp");
        importAll();
        published();
        pipelines.refused.put("jp", FailureCategory.UNAUTHORIZED);
        pipelines.skipped.add(new Skipped("j bad", "its name is bad"));

        ImportOutcome outcome = importAll();

        assertThat(outcome.getSkipped())
                .containsExactly(
                        new Skipped("j bad", "its name is bad"),
                        new Skipped("jp", "UNAUTHORIZED: the platform says UNAUTHORIZED"));
        assertThat(outcome.getRemoved()).isZero();
        assertThat(published()).isEmpty();
    }

    @Test
    void shouldSkipAJobThatIsTooLongForItsTopic() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "x".repeat(1_000_001)));

        ImportOutcome outcome = importAll();

        assertThat(outcome.getSkipped()).extracting(Skipped::getExternalId).containsExactly("j1");
        assertThat(outcome.getWritten()).isZero();
        assertThat(published()).isEmpty();
    }

    @Test
    void shouldImportOneType() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.has(job(JobType.DATABRICKS_WORKFLOW, "j2", "7"));
        pipelines.has(job(JobType.DATABRICKS_PIPELINE, "jp", "7"));

        ImportOutcome outcome = importOf(JobType.DATABRICKS_WORKFLOW, null);

        assertThat(outcome.getJobType()).isEqualTo(JobType.DATABRICKS_WORKFLOW);
        assertThat(outcome.getFound()).isEqualTo(1);
        assertThat(published()).containsExactly("dbx/DATABRICKS_WORKFLOW/j2=7");
        assertThat(pipelines.calls).isEmpty();
    }

    @Test
    void shouldImportOneJobAndLeaveTheOthers() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.has(job(JobType.DATABRICKS_JOB, "j2", "7"));
        importAll();
        published();
        jobs.calls.clear();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "8"));
        jobs.jobs.remove("j2");

        assertThat(importOf(JobType.DATABRICKS_JOB, "j1").getWritten()).isEqualTo(1);
        assertThat(jobs.calls).containsExactly("job j1");
        assertThat(published()).containsExactly("dbx/DATABRICKS_JOB/j1=8");

        ImportOutcome gone = importOf(JobType.DATABRICKS_JOB, "j2");
        assertThat(gone.getRemoved()).isEqualTo(1);
        assertThat(gone.getSkipped())
                .extracting(Skipped::getReason)
                .containsExactly("NOT_FOUND: the platform says NOT_FOUND");
        assertThat(published()).containsExactly("dbx/DATABRICKS_JOB/j2=gone");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "SYNAPSE_PIPELINE, null, INVALID_JOB_TYPE, jobType must be one of",
                "UNKNOWN, null, INVALID_JOB_TYPE, jobType must be one of",
                "null, x, INVALID_EXTERNAL_ID, externalId must be an id that a job of platform dbx can have",
                "DATABRICKS_JOB, '', INVALID_EXTERNAL_ID, externalId must be an id that a DATABRICKS_JOB of"
            })
    void shouldAnswerWhatCannotBeImported(JobType jobType, String externalId, String code, String text) {
        start();

        ImportOutcome outcome = importOf(jobType, externalId);

        assertThat(outcome.getError().getCode()).isEqualTo(code);
        assertThat(outcome.getError().getMessage()).contains(text);
        assertThat(outcome.getRunning()).isFalse();
        assertThat(jobs.calls).isEmpty();
    }

    @Test
    void shouldTryAgainLaterAndThenGoOn() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.failures.addAll(List.of(FailureCategory.THROTTLED, FailureCategory.UNAVAILABLE));

        assertThat(importAll()).isEqualTo(outcome(1, 1, 0));
        assertThat(jobs.calls).containsExactly("page 0", "page 0", "page 0");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "UNAUTHORIZED"})
    void shouldEndWithTheFailureAndRemoveNothing(FailureCategory category) {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        importAll();
        published();
        jobs.jobs.clear();
        for (int i = 0; i < 8; i++) {
            jobs.failures.add(category);
        }

        ImportOutcome outcome = importAll();

        assertThat(outcome.getError().getCode()).isEqualTo(category.name());
        assertThat(outcome.getRemoved()).isZero();
        assertThat(published()).isEmpty();
    }

    @Test
    void shouldTellHowItGoesOn() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.waiting = new ArrayDeque<>();
        send("dbx", request(null, null));

        pass(Duration.ofSeconds(11));

        assertThat(outcomes()).singleElement().satisfies(soFar -> {
            assertThat(soFar.getRunning()).isTrue();
            assertThat(soFar.getFound()).isZero();
        });
    }

    @Test
    void shouldBeginAgainAfterARestart() {
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));
        jobs.waiting = new ArrayDeque<>();
        send("dbx", request(null, null));
        processor.close();
        jobs.answer();
        jobs.waiting = null;

        start();
        pass(Duration.ofSeconds(1));

        assertThat(outcomes()).containsExactly(outcome(1, 1, 0));
        assertThat(paces()).hasSize(1);
    }

    @Test
    void shouldTickSeldomWhileNothingIsImported() {
        start();
        jobs.waiting = new ArrayDeque<>();
        List<Duration> before = paces();

        send("dbx", request(JobType.DATABRICKS_JOB, null));
        List<Duration> meanwhile = paces();
        jobs.answer();
        jobs.waiting = null;
        pass(Duration.ofSeconds(1));

        assertThat(before).containsExactly(Duration.ofSeconds(1));
        assertThat(meanwhile).containsExactly(Duration.ofMillis(50));
        assertThat(paces()).containsExactly(Duration.ofSeconds(1));
    }

    /** How often each punctuator runs that was not cancelled. */
    private List<Duration> paces() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .map(CapturedPunctuator::getInterval)
                .toList();
    }

    @Test
    void shouldAnswerEqualRequestsThatWaitWithOneOutcome() {
        start();
        jobs.waiting = new ArrayDeque<>();
        send("dbx", request(null, null));
        send("dbx", request(null, null));
        send("dbx", request(JobType.DATABRICKS_JOB, null));
        jobs.answer();
        jobs.waiting = null;
        pass(Duration.ofSeconds(1));

        assertThat(outcomes()).extracting(ImportOutcome::getJobType).containsExactly(null, JobType.DATABRICKS_JOB);
    }

    @Test
    void shouldImportByItself() {
        settings.put("runbridge.platforms.dbx.imports.every", "1h");
        start();
        jobs.has(job(JobType.DATABRICKS_JOB, "j1", "7"));

        pass(Duration.ofSeconds(1));
        assertThat(outcomes()).containsExactly(outcome(1, 1, 0));

        pass(Duration.ofMinutes(59));
        assertThat(outcomes()).isEmpty();

        pass(Duration.ofMinutes(2));
        assertThat(outcomes()).containsExactly(outcome(1, 0, 0));
    }

    @Test
    void shouldSendAMisplacedRequestOn() {
        start();
        byte[] value = encode(request(null, null));
        byte[] key = bytes("another-platform-9");
        assertThat(KeyPlacement.partitionOf(key, PARTITIONS))
                .isNotEqualTo(context.taskId().partition());

        processor.process(new Record<>(key, value, now));

        assertThat(context.forwarded()).singleElement().satisfies(sent -> {
            assertThat(sent.childName()).hasValue("import-requests");
            assertThat((Object) sent.record().value()).isSameAs(value);
        });
    }

    @Test
    void shouldMakeDeadLettersOfWhatCanNeverBeCarriedOut() {
        start();

        processor.process(new Record<>(null, encode(request(null, null)), now));
        processor.process(new Record<>(bytes("dbx"), null, now));
        processor.process(new Record<>(bytes("dbx"), new byte[] {1, 2, 3}, now));
        processor.process(new Record<>(
                bytes("dbx"),
                encode(ImportRequest.newBuilder(request(null, null))
                        .setPlatform("syn")
                        .build()),
                now));
        processor.process(new Record<>(bytes("dbx"), encode(request(null, "j".repeat(1_001))), now));

        assertThat(context.forwarded())
                .extracting(sent -> sent.childName().orElseThrow(), sent -> reason(sent.record()))
                .containsExactly(
                        tuple(CatalogProcessor.DEAD_LETTERS, "NULL_KEY"),
                        tuple(CatalogProcessor.DEAD_LETTERS, "NULL_VALUE"),
                        tuple(CatalogProcessor.DEAD_LETTERS, "BAD_MAGIC_BYTE"),
                        tuple(CatalogProcessor.DEAD_LETTERS, "KEY_MISMATCH"),
                        tuple(CatalogProcessor.DEAD_LETTERS, "INVALID_IMPORT"));
    }

    private static String reason(Record<?, ?> record) {
        return new String(record.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8);
    }

    private void start() {
        PlatformConfig config = ConfigLoader.fromMap(settings).platforms().get("dbx");
        Platform platform =
                new Platform("dbx", config, new Ports(Map.of(), List.of(), List.of(jobs, pipelines)), new RateLimit());
        RegistryPatience patience = new RegistryPatience(() -> true, new RegistryListener() {
            @Override
            public void waiting(String reason) {}

            @Override
            public void resumed() {}
        });
        TriggerMetrics metrics = new TriggerMetrics(new SimpleMeterRegistry(), new StartGates(Map.of()));
        processor = new CatalogProcessor(Map.of("dbx", platform), registry, patience, PARTITIONS, metrics);
        processor.init(context);
    }

    private ImportOutcome importAll() {
        return importOf(null, null);
    }

    private ImportOutcome importOf(JobType jobType, String externalId) {
        send("dbx", request(jobType, externalId));
        pass(Duration.ofMinutes(5));
        List<ImportOutcome> ended =
                outcomes().stream().filter(outcome -> !outcome.getRunning()).toList();
        assertThat(ended).hasSize(1);
        return ended.get(0);
    }

    private void send(String key, ImportRequest request) {
        processor.process(new Record<>(bytes(key), encode(request), now));
    }

    private void pass(Duration time) {
        long end = now + time.toMillis();
        long step = Math.min(1_000, time.toMillis() / 20);
        while (now < end) {
            now = Math.min(end, now + step);
            context.setCurrentSystemTimeMs(now);
            context.scheduledPunctuators().stream()
                    .filter(punctuator -> !punctuator.cancelled())
                    .forEach(punctuator -> punctuator.getPunctuator().punctuate(now));
        }
    }

    private List<ImportOutcome> outcomes() {
        List<ImportOutcome> outcomes = new ArrayList<>();
        context.forwarded().forEach(sent -> {
            if (sent.record().value() instanceof ImportOutcome outcome) {
                outcomes.add(plain(outcome));
            }
        });
        List<MockProcessorContext.CapturedForward<? extends byte[], ?>> others = new ArrayList<>();
        context.forwarded().stream()
                .filter(sent -> !(sent.record().value() instanceof ImportOutcome))
                .forEach(others::add);
        remember(others);
        return outcomes;
    }

    private void remember(List<MockProcessorContext.CapturedForward<? extends byte[], ?>> forwards) {
        forwards.forEach(sent -> {
            String key = new String(sent.record().key(), StandardCharsets.UTF_8);
            written.add(key + "="
                    + (sent.record().value() instanceof Job job
                            ? job.getParameters().get(0).getDefault$()
                            : "gone"));
        });
        context.resetForwards();
    }

    /** Jobs written since the last time. */
    private List<String> published() {
        List<String> all = List.copyOf(written);
        written.clear();
        return all;
    }

    private static ImportOutcome outcome(int found, int wrote, int removed) {
        return ImportOutcome.newBuilder()
                .setPlatform("dbx")
                .setFound(found)
                .setWritten(wrote)
                .setRemoved(removed)
                .setFinishedAt(BEGIN)
                .build();
    }

    /** Without times. */
    private static ImportOutcome plain(ImportOutcome outcome) {
        return ImportOutcome.newBuilder(outcome)
                .setDurationMillis(0)
                .setFinishedAt(BEGIN)
                .build();
    }

    private static ImportRequest request(JobType jobType, String externalId) {
        return ImportRequest.newBuilder()
                .setPlatform("dbx")
                .setJobType(jobType)
                .setExternalId(externalId)
                .setRequestedAt(BEGIN)
                .build();
    }

    private byte[] encode(ImportRequest request) {
        return registry.serde(ImportRequest.class).serializer().serialize("import-requests", request);
    }

    private static FoundJob job(JobType jobType, String id, String value) {
        return new FoundJob(
                jobType,
                id,
                "name of " + id,
                List.of(new JobParameter("p", DataType.STRING, Direction.INPUT, value, true, false)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
