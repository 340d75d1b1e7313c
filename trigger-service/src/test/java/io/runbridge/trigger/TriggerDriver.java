package io.runbridge.trigger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.config.ConfigLoader;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryListener;
import io.runbridge.event.RegistryPatience;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.platform.testing.TestClock;
import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.ledger.Codecs;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.DoubtEvent;
import io.runbridge.trigger.ledger.LedgerRules;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.start.StartGates;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on one partition with platforms in memory: Synapse without token, Databricks jobs with. */
public final class TriggerDriver implements AutoCloseable {

    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    public static final Duration LEASE = Duration.ofSeconds(3);

    /** The driver's wall clock, which calls and leases see too. */
    private final TestClock clock = new TestClock(BEGIN);

    private final Map<String, String> settings = new TreeMap<>();
    private final RegistryClient registry =
            RegistryClient.connect(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
    private final Properties streams = new Properties();
    private final Set<String> removed = new HashSet<>();
    /** Methods of the Synapse adapter that throw, against their contract. */
    public final Set<String> throwing = new HashSet<>();

    public final MeterRegistry meters = new SimpleMeterRegistry();

    private TopologyTestDriver driver;
    private StartGates gates;

    public final InMemoryAdapter synapse = new InMemoryAdapter(JobType.SYNAPSE_PIPELINE, Settlement.LISTING, clock);
    public final InMemoryAdapter databricks = new InMemoryAdapter(JobType.DATABRICKS_JOB, Settlement.TOKEN, clock);
    public final InMemoryAdapter dlt = new InMemoryAdapter(JobType.DATABRICKS_PIPELINE, Settlement.LISTING, clock);

    public TriggerDriver(String... keysAndValues) {
        settings.put("runbridge.kafka.properties.bootstrap.servers", "unused:9092");
        settings.put("runbridge.schema-registry.properties.schema.registry.url", "mock://unused");
        for (String name : List.of("syn", "dbx")) {
            settings.put("runbridge.platforms." + name + ".type", name.equals("syn") ? "synapse" : "databricks");
            settings.put("runbridge.platforms." + name + ".endpoint", "https://" + name + ".test");
            settings.put("runbridge.platforms." + name + ".auth.method", "client-secret");
            settings.put("runbridge.platforms." + name + ".auth.tenant-id", "t");
            settings.put("runbridge.platforms." + name + ".auth.client-id", "c");
            settings.put("runbridge.platforms." + name + ".auth.client-secret", "s");
        }
        settings.put("runbridge.platforms.syn.starts.exclusive-jobs", "true");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        Map<String, Schema> subjects = new HashMap<>();
        Topics.withSchema()
                .forEach(t -> subjects.put(t.topicName(), t.valueSchema().orElseThrow()));
        new ContractSubjects(registry, subjects, Registration.REGISTER).prepare();
        streams.put(StreamsConfig.APPLICATION_ID_CONFIG, "trigger-" + UUID.randomUUID());
        streams.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        open();
    }

    private void open() {
        RunbridgeConfig config = ConfigLoader.fromMap(settings);
        Map<String, Platform> platforms = new HashMap<>();
        platforms.put(
                "syn",
                new Platform(
                        "syn",
                        config.platforms().get("syn"),
                        Map.of(JobType.SYNAPSE_PIPELINE, breaking(synapse)),
                        this::nanoTime));
        platforms.put(
                "dbx",
                new Platform(
                        "dbx",
                        config.platforms().get("dbx"),
                        Map.of(JobType.DATABRICKS_JOB, databricks, JobType.DATABRICKS_PIPELINE, dlt),
                        this::nanoTime));
        platforms.keySet().removeAll(removed);
        gates = new StartGates(platforms);
        LedgerRules rules = new LedgerRules(
                platforms, config.trigger(), gates, new TriggerMetrics(meters, gates), clock, this::nanoTime, LEASE);
        RegistryPatience patience = new RegistryPatience(() -> true, new RegistryListener() {
            @Override
            public void waiting(String reason) {}

            @Override
            public void resumed() {}
        });
        driver = new TopologyTestDriver(
                TriggerTopology.build(rules, platforms, registry, patience, 1), streams, clock.instant());
    }

    private long nanoTime() {
        return Duration.between(BEGIN, clock.instant()).toNanos();
    }

    /** The adapter, but for the methods of {@link #throwing}. */
    private RunAdapter breaking(RunAdapter adapter) {
        return (RunAdapter) Proxy.newProxyInstance(
                RunAdapter.class.getClassLoader(), new Class<?>[] {RunAdapter.class}, (proxy, method, arguments) -> {
                    if (throwing.contains(method.getName())) {
                        throw new IllegalStateException("the adapter is broken");
                    }
                    return method.invoke(adapter, arguments);
                });
    }

    /**
     * Another incarnation takes over from what is stored: what was in memory and in flight is gone.
     *
     * @param unconfigured platforms that the new one does not know any more
     */
    public TriggerDriver restart(String... unconfigured) {
        removed.clear();
        removed.addAll(List.of(unconfigured));
        Map<String, List<KeyValue<Object, Object>>> stores = new HashMap<>();
        driver.getAllStateStores().keySet().forEach(name -> stores.put(name, rows(name)));
        driver.close();
        open();
        // The doubt task reads its store when it begins, so it learns of its doubts as it did the first time.
        List<KeyValue<Object, Object>> doubts = stores.remove("doubts");
        stores.forEach((name, rows) -> driver.getKeyValueStore(name).putAll(rows));
        doubts.forEach(row -> tell((String) row.key, (Doubt) row.value));
        return this;
    }

    private void tell(String key, Doubt doubt) {
        String platform = key.substring(0, key.indexOf('/'));
        driver.createInputTopic(Topics.RUN_DOUBTS.topicName(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(platform, Codecs.DOUBT_EVENT.write(new DoubtEvent(platform, doubt)));
    }

    private List<KeyValue<Object, Object>> rows(String store) {
        List<KeyValue<Object, Object>> rows = new ArrayList<>();
        try (KeyValueIterator<Object, Object> all =
                driver.getKeyValueStore(store).all()) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    public StartGates gates() {
        return gates;
    }

    /** Lets the wall clock pass in steps, so that everything that is due gets its turn. */
    public TriggerDriver pass(Duration time) {
        Duration step = Duration.ofMillis(100);
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(step)) {
            clock.move(step);
            driver.advanceWallClockTime(step);
        }
        return this;
    }

    /** Lets a long time pass in one step. */
    public TriggerDriver jump(Duration time) {
        clock.move(time);
        driver.advanceWallClockTime(time);
        return pass(Duration.ofMillis(200));
    }

    /** Lets the clock run without the task noticing, as when its thread is stalled. */
    public void stall(Duration time) {
        clock.move(time);
    }

    public RunRequest.Builder request(String requestId) {
        return RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform("syn")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("ingest")
                .setParameters(List.<Parameter>of())
                .setRequestedAt(BEGIN);
    }

    public RunRequest.Builder tokenRequest(String requestId) {
        return request(requestId).setPlatform("dbx").setJobType(JobType.DATABRICKS_JOB);
    }

    public TriggerDriver send(RunRequest.Builder request) {
        RunRequest built = request.build();
        return put(Topics.RUN_REQUESTS, built.getRequestId(), built, RunRequest.class);
    }

    /** Sends a request with that record time. */
    public TriggerDriver sendStamped(RunRequest.Builder request, Instant recordTime) {
        RunRequest built = request.build();
        driver.createInputTopic(
                        Topics.RUN_REQUESTS.topicName(),
                        new StringSerializer(),
                        registry.serde(RunRequest.class).serializer())
                .pipeInput(new TestRecord<>(built.getRequestId(), built, new RecordHeaders(), recordTime));
        return this;
    }

    public TriggerDriver cancel(String requestId, String cancelId) {
        CancelRequest cancel = CancelRequest.newBuilder()
                .setRequestId(requestId)
                .setCancelId(cancelId)
                .setRequestedAt(BEGIN)
                .build();
        return put(Topics.CANCEL_REQUESTS, requestId, cancel, CancelRequest.class);
    }

    public TriggerDriver decide(DoubtDecision decision) {
        return put(Topics.DOUBT_DECISIONS, decision.getRequestId(), decision, DoubtDecision.class);
    }

    /** The poller's terminal status. */
    public TriggerDriver ended(String requestId, Status status) {
        RunStatus event = RunStatus.newBuilder()
                .setRequestId(requestId)
                .setPlatform("syn")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("ingest")
                .setSequence(9)
                .setStatus(status)
                .setObservedAt(clock.instant())
                .setTerminal(true)
                .build();
        return put(Topics.RUN_STATUS, requestId, event, RunStatus.class);
    }

    public <T extends SpecificRecord> TriggerDriver put(Topics topic, String key, T event, Class<T> type) {
        driver.createInputTopic(
                        topic.topicName(),
                        new StringSerializer(),
                        registry.serde(type).serializer())
                .pipeInput(new TestRecord<>(key, event, new RecordHeaders(), clock.instant()));
        return this;
    }

    /** Sends a request with that header. */
    public TriggerDriver sendTraced(RunRequest.Builder request, String header, String value) {
        RunRequest built = request.build();
        RecordHeaders headers = new RecordHeaders();
        headers.add(header, value.getBytes(StandardCharsets.UTF_8));
        driver.createInputTopic(
                        Topics.RUN_REQUESTS.topicName(),
                        new StringSerializer(),
                        registry.serde(RunRequest.class).serializer())
                .pipeInput(new TestRecord<>(built.getRequestId(), built, headers, clock.instant()));
        return this;
    }

    /** Length in bytes of each new record of the topic, headers included. */
    public List<Integer> lengths(Topics topic) {
        TestOutputTopic<byte[], byte[]> records =
                driver.createOutputTopic(topic.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return records.readRecordsToList().stream().map(TriggerDriver::length).toList();
    }

    private static int length(TestRecord<byte[], byte[]> record) {
        int length = record.key().length + record.value().length;
        for (Header header : record.headers()) {
            length += header.key().length() + header.value().length;
        }
        return length;
    }

    public TriggerDriver putRaw(Topics topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic.topicName(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, new RecordHeaders(), clock.instant()));
        return this;
    }

    public List<RunStarted> started() {
        return read(Topics.RUN_STARTED, RunStarted.class);
    }

    public List<RunStatus> history() {
        return read(Topics.RUN_HISTORY, RunStatus.class);
    }

    /** New outcomes as cancelId=OUTCOME. */
    public List<String> outcomes() {
        return read(Topics.CANCEL_OUTCOMES, CancelOutcome.class).stream()
                .map(o -> o.getCancelId() + "=" + o.getOutcome())
                .toList();
    }

    /** New statuses as STATUS, STATUS/CODE, and ! for a terminal one. */
    public List<String> statuses() {
        return history().stream()
                .map(s -> s.getStatus()
                        + (s.getError() == null ? "" : "/" + s.getError().getCode())
                        + (s.getTerminal() ? "!" : ""))
                .toList();
    }

    /** New dead letters' reasons. */
    public List<String> deadLetters() {
        return deadLetterRecords().stream()
                .map(r -> new String(
                        r.headers().lastHeader("__streams.errors.exception").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** New dead letters as they are. */
    public List<TestRecord<byte[], byte[]>> deadLetterRecords() {
        return driver.createOutputTopic(
                        Topics.DEAD_LETTERS.topicName(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private <T extends SpecificRecord> List<T> read(Topics topic, Class<T> type) {
        return driver.createOutputTopic(
                        topic.topicName(),
                        new StringDeserializer(),
                        registry.serde(type).deserializer())
                .readValuesToList();
    }

    public byte[] encode(RunRequest request) {
        return registry.serde(RunRequest.class).serializer().serialize(Topics.RUN_REQUESTS.topicName(), request);
    }

    public Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
