package io.runbridge.poller;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RecordedWaits;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.platform.testing.TestClock;
import io.runbridge.poller.open.PollerMetrics;
import io.runbridge.poller.open.PollerSettings;
import io.runbridge.poller.round.PollRound;
import io.runbridge.poller.round.PollTarget;
import io.runbridge.poller.run.StuckPolicy;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology in memory, with the real serdes on a registry in memory and a clock that the test moves. */
final class PollerBench implements AutoCloseable {

    private static final String APPLICATION_ID = "poller-test";

    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    static final Duration LOOK_LIMIT = Duration.ofMinutes(20);
    static final Duration GRACE = Duration.ofMinutes(5);

    private static final AtomicInteger BENCHES = new AtomicInteger();
    private static final Duration STEP = Duration.ofMillis(250);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock(START);
    private final InMemoryAdapter jobs = new InMemoryAdapter(JobType.DATABRICKS_JOB, Settlement.TOKEN, clock);
    private final InMemoryAdapter pipelines = new InMemoryAdapter(JobType.SYNAPSE_PIPELINE, Settlement.LISTING, clock);
    private final RegistryClient registry;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> starts;
    private final TestOutputTopic<String, RunStatus> status;
    private final TestOutputTopic<String, RunStatus> history;
    private final TestOutputTopic<String, RunActivity> activities;
    private final TestOutputTopic<String, CancelRequest> cancels;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    /** The platform {@code lake} runs jobs, {@code sea} runs pipelines; the registry has the whole contract. */
    PollerBench() {
        this(Topics.withSchema());
    }

    /** As above, with a registry that has the contract of these topics only. */
    PollerBench(List<Topics> registered) {
        this(registered, Map.of());
    }

    /** The platform {@code lake} runs jobs and is looked at so. */
    PollerBench(PollRound round) {
        this(Topics.withSchema(), Map.of("lake", target(Map.of(JobType.DATABRICKS_JOB, round))));
    }

    /** The platform {@code lake} runs jobs, of which some are stuck. */
    PollerBench(StuckPolicy policy) {
        this(Topics.withSchema(), Map.of(), Map.of("lake", policy));
    }

    private PollerBench(List<Topics> registered, Map<String, PollTarget> targets) {
        this(registered, targets, Map.of());
    }

    private PollerBench(
            List<Topics> registered, Map<String, PollTarget> targets, Map<String, StuckPolicy> stuckPolicies) {
        registry = registry(registered);
        topology = topology(targets.isEmpty() ? platforms() : targets, stuckPolicies);
        driver = new TopologyTestDriver(topology, properties(), START);
        starts = driver.createInputTopic("run-started", new ByteArraySerializer(), new ByteArraySerializer());
        StringDeserializer key = new StringDeserializer();
        status = driver.createOutputTopic(
                "run-status", key, registry.serde(RunStatus.class).deserializer());
        history = driver.createOutputTopic(
                "run-history", key, registry.serde(RunStatus.class).deserializer());
        activities = driver.createOutputTopic(
                "run-activities", key, registry.serde(RunActivity.class).deserializer());
        cancels = driver.createOutputTopic(
                "cancel-requests", key, registry.serde(CancelRequest.class).deserializer());
        deadLetters = driver.createOutputTopic(
                "runbridge-dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static RegistryClient registry(List<Topics> registered) {
        RegistryClient client =
                RegistryClient.connect(Map.of("schema.registry.url", "mock://poller-" + BENCHES.incrementAndGet()));
        Map<String, Schema> contract = registered.stream()
                .collect(Collectors.toMap(
                        Topics::topicName, topic -> topic.valueSchema().orElseThrow()));
        new ContractSubjects(client, contract, Registration.REGISTER).prepare();
        return client;
    }

    private Map<String, PollTarget> platforms() {
        return Map.of(
                "lake", target(Map.of(JobType.DATABRICKS_JOB, PollRound.perRun(jobs))),
                "sea", target(Map.of(JobType.SYNAPSE_PIPELINE, PollRound.perRun(pipelines))));
    }

    private Topology topology(Map<String, PollTarget> targets, Map<String, StuckPolicy> stuckPolicies) {
        RegistryPatience patience = new RegistryPatience(() -> true, new RecordedWaits());
        PollerSettings settings = new PollerSettings(targets, GRACE, 4, stuckPolicies);
        return new PollerTopology(APPLICATION_ID, registry, patience, settings, new PollerMetrics(meters)).build();
    }

    private static PollTarget target(Map<JobType, PollRound> rounds) {
        return new PollTarget(
                rounds, Duration.ofSeconds(2), Duration.ofSeconds(60), 50, 64, () -> Integer.MAX_VALUE, LOOK_LIMIT);
    }

    static RunStarted.Builder started(String requestId, String runId) {
        return RunStarted.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("42")
                .setRunId(runId)
                .setMonitoringUrl("https://platform.test/" + runId)
                .setNextSequence(1)
                .setLastStatus(Status.STARTING)
                .setRequestedAt(START)
                .setStartedAt(START);
    }

    static Observation seen(Status status, String platformStatus, Instant freshAt) {
        return new Observation(
                status,
                platformStatus,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                freshAt,
                Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, String> text(Headers headers) {
        Map<String, String> text = new HashMap<>();
        headers.forEach(header -> text.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return text;
    }

    InMemoryAdapter jobs() {
        return jobs;
    }

    InMemoryAdapter pipelines() {
        return pipelines;
    }

    Instant now() {
        return clock.instant();
    }

    String description() {
        return topology.describe().toString();
    }

    byte[] encode(RunStarted started) {
        return registry.serde(RunStarted.class).serializer().serialize("run-started", started);
    }

    void start(RunStarted started) {
        start(started, new RecordHeaders());
    }

    void start(RunStarted started, Headers headers) {
        pipe(bytes(started.getRequestId()), encode(started), headers);
    }

    void pipe(byte[] key, byte[] value, Headers headers) {
        starts.pipeInput(new TestRecord<>(key, value, headers, clock.instant()));
    }

    /** Moves the clock in steps that are long for a punctuation, but short for an interval. */
    void advance(Duration duration) {
        for (Duration left = duration; !left.isNegative() && !left.isZero(); left = left.minus(STEP)) {
            clock.move(STEP);
            driver.advanceWallClockTime(STEP);
        }
    }

    List<TestRecord<String, RunStatus>> status() {
        return status.readRecordsToList();
    }

    List<RunStatus> history() {
        return history.readValuesToList();
    }

    List<TestRecord<String, RunActivity>> activities() {
        return activities.readRecordsToList();
    }

    List<TestRecord<String, CancelRequest>> cancels() {
        return cancels.readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    int openRuns() {
        List<Object> keys = new ArrayList<>();
        try (KeyValueIterator<Object, Object> runs =
                driver.getKeyValueStore("open-runs").all()) {
            runs.forEachRemaining(run -> keys.add(run.key));
        }
        return keys.size();
    }

    double meter(String name, String... tags) {
        return meters.get(name).tags(tags).meter().measure().iterator().next().getValue();
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/bench-" + BENCHES.get());
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return properties;
    }
}
