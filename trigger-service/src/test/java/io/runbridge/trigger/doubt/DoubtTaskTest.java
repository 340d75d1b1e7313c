package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.config.ConfigLoader;
import io.runbridge.platform.Answer;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.schemas.JobType;
import io.runbridge.trigger.ledger.Barrier;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Echo;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.ledger.Verdict;
import io.runbridge.trigger.start.StartGates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One task with one partition of the ledger, whose claims have all spoken. Settle time 10 s, clock skew 60 s. */
class DoubtTaskTest {

    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final Duration HOUR = Duration.ofHours(1);

    private final InMemoryAdapter synapse =
            new InMemoryAdapter(JobType.SYNAPSE_PIPELINE, Settlement.LISTING, Clock.systemUTC());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Barrier> barriers = new ArrayList<>();
    private MockProcessorContext<byte[], Object> context;
    private DoubtStores stores;
    private DoubtTask task;
    private long now = NOW;

    @BeforeEach
    void open(@TempDir Path directory) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(1, 0), directory.toFile());
        for (StoreBuilder<? extends KeyValueStore<String, ?>> store :
                List.of(DoubtStores.doubts(), DoubtStores.owned(), DoubtStores.format())) {
            KeyValueStore<String, ?> built = store.withLoggingDisabled().build();
            built.init(context.getStateStoreContext(), built);
            context.addStateStore(built);
        }
        stores = new DoubtStores(context);
        begin();
    }

    @AfterEach
    void close() {
        task.close();
        List.of("doubts", "owned-runs", "doubt-format")
                .forEach(name -> context.getStateStore(name).close());
    }

    /** Another incarnation, on a host whose clock may show something else. */
    private void begin() {
        if (task != null) {
            task.close();
        }
        Map<String, String> settings = Map.of(
                "runbridge.kafka.properties.bootstrap.servers", "unused:9092",
                "runbridge.schema-registry.properties.schema.registry.url", "mock://unused",
                "runbridge.platforms.syn.type", "synapse",
                "runbridge.platforms.syn.endpoint", "https://syn.test",
                "runbridge.platforms.syn.auth.method", "client-secret",
                "runbridge.platforms.syn.auth.tenant-id", "t",
                "runbridge.platforms.syn.auth.client-id", "c",
                "runbridge.platforms.syn.auth.client-secret", "s",
                "runbridge.platforms.syn.starts.exclusive-jobs", "true",
                "runbridge.platforms.syn.starts.settle-time", "10s");
        Platform platform = new Platform(
                "syn",
                ConfigLoader.fromMap(settings).platforms().get("syn"),
                Map.of(JobType.SYNAPSE_PIPELINE, synapse));
        TriggerMetrics metrics = new TriggerMetrics(meters, new StartGates(Map.of()));
        task = new DoubtTask(Map.of("syn", platform), 1, stores, this::take, metrics, now);
    }

    private void take(Verdict verdict) {
        if (verdict.getBody() instanceof Barrier barrier) {
            barriers.add(barrier);
        } else if (verdict.getBody() instanceof Finding finding) {
            findings.add(finding);
        }
    }

    private void doubt(String requestId, String job) {
        doubt(requestId, job, "1");
    }

    private void doubt(String requestId, String job, String day) {
        task.doubt("syn", doubt(requestId, job, day, now), now);
    }

    private static Doubt doubt(String requestId, String job, String day, long since) {
        return Doubt.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setJobType("SYNAPSE_PIPELINE")
                .setExternalId(job)
                .setEcho(Map.of("day", day))
                .setClaimedAt(since)
                .setSince(since)
                .build();
    }

    private static FoundRun run(String job, String runId, long createdAt) {
        return run(job, runId, "1", createdAt);
    }

    private static FoundRun run(String job, String runId, String day, long createdAt) {
        return new FoundRun(job, runId, Map.of("day", day), Optional.empty(), Instant.ofEpochMilli(createdAt));
    }

    /** The clock is set; no time passes. */
    private void set(Duration by) {
        now += by.toMillis();
        tick();
    }

    private void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 100) {
            now += 100;
            tick();
        }
    }

    private void tick() {
        task.tick(now);
        for (Barrier barrier : List.copyOf(barriers)) {
            barriers.remove(barrier);
            task.echo("syn", new Echo(barrier.getRound(), 0, List.of()), now);
        }
    }

    private List<String> found() {
        return findings.stream().map(f -> f.getRequestId() + " " + f.getKind()).toList();
    }

    private double doubled() {
        return meters.find("runbridge.starts.doubled").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void shouldNotTakeAClockThatIsSetForwardForTimeThatPasses() {
        doubt("r1", "job");

        set(HOUR);
        pass(Duration.ofSeconds(8));
        assertThat(found()).isEmpty();
        pass(Duration.ofSeconds(5));

        assertThat(found()).containsExactly("r1 NOT_STARTED");
    }

    @Test
    void shouldSettleInTimeIfTheClockIsSetBack() {
        doubt("r1", "job");
        pass(Duration.ofSeconds(1));

        set(HOUR.negated());
        pass(Duration.ofSeconds(13));

        assertThat(found()).containsExactly("r1 NOT_STARTED");
    }

    /** The doubt is that old by the clock of the host that takes over, which may be ahead by a minute. */
    @ParameterizedTest
    @CsvSource({"11, false", "69, false", "71, true", "-3600, false"})
    void shouldAllowForTheClocksOfTwoHosts(long age, boolean settled) {
        stores.open("syn", doubt("r1", "job", "1", now - age * 1_000));
        begin();

        pass(Duration.ofMillis(200));
        assertThat(found()).hasSize(settled ? 1 : 0);
        // From then on it counts for itself.
        pass(Duration.ofSeconds(13));

        assertThat(found()).containsExactly("r1 NOT_STARTED");
    }

    @Test
    void shouldNotTakeAClockThatIsSetForTimeThatPassesAfterATakeOver() {
        stores.open("syn", doubt("r1", "job", "1", now - 60_000));
        begin();
        pass(Duration.ofMillis(200));

        set(HOUR);
        pass(Duration.ofSeconds(7));
        assertThat(found()).isEmpty();
        pass(Duration.ofSeconds(6));

        assertThat(found()).containsExactly("r1 NOT_STARTED");
    }

    /** The start of r1 is late, r2's is lost and carried out: which run is whose cannot be told, so r2 must not lose both. */
    @Test
    void shouldNotTakeARunForLateThatAnOpenDoubtMayOwn() {
        doubt("r1", "job");
        pass(Duration.ofSeconds(28));
        assertThat(found()).containsExactly("r1 NOT_STARTED");
        doubt("r2", "job");
        synapse.addRun(run("job", "run-1", now)).addRun(run("job", "run-2", now));

        pass(Duration.ofSeconds(9));
        assertThat(doubled()).isZero();
        pass(Duration.ofSeconds(4));

        assertThat(found()).containsExactly("r1 NOT_STARTED", "r2 UNDECIDABLE");
        assertThat(doubled()).isZero();
    }

    @Test
    void shouldLookForALateRunOnceNoDoubtMayOwnIt() {
        doubt("r1", "job", "2");
        pass(Duration.ofSeconds(28));
        doubt("r2", "job", "1");
        synapse.addRun(run("job", "late", "2", NOW));

        pass(Duration.ofSeconds(9));
        assertThat(doubled()).isZero();
        pass(Duration.ofSeconds(4));

        assertThat(found()).containsExactly("r1 NOT_STARTED", "r2 NOT_STARTED");
        assertThat(doubled()).isOne();
        assertThat(stores.isOwned("syn", "late")).isTrue();
    }

    @Test
    void shouldForgetWhatItCannotLookForBecauseDoubtsKeepComing() {
        doubt("r0", "job", "2");
        for (int i = 1; i <= 36; i++) {
            pass(Duration.ofSeconds(8));
            doubt("r" + i, "job", "1");
        }
        assertThat(known()).contains("r0");

        for (int i = 37; i <= 40; i++) {
            pass(Duration.ofSeconds(8));
            doubt("r" + i, "job", "1");
        }

        assertThat(known()).contains("r40", "r39", "r10").doesNotContain("r0");
        assertThat(doubled()).isZero();
    }

    private List<String> known() {
        List<String> known = new ArrayList<>();
        stores.forEachDoubt((platform, doubt) -> known.add(doubt.getRequestId()));
        return known;
    }

    /** Names of pipelines are case-insensitive, so a list may hold a run under each spelling that it was asked for. */
    @ParameterizedTest
    @CsvSource({"Job, job, run-1, run-1", "job, job, run-1, run-1", "AB, ab, AB:u-1, ab:u-1"})
    void shouldCountARunOnceHoweverOftenItIsListed(String first, String second, String runId, String sameRunId) {
        doubt("r1", first);
        doubt("r2", second);
        List<FoundRun> twice = List.of(run(first, runId, now), run(second, sameRunId, now));
        for (int look = 0; look < 30; look++) {
            synapse.answerLookUp(Answer.success(twice));
        }

        pass(Duration.ofSeconds(13));

        assertThat(found()).containsExactly("r1 FOUND", "r2 NOT_STARTED");
    }

    @Test
    void shouldKnowAnOwnedRunHoweverItsIdIsSpelled() {
        task.owned("syn", "AB:u-1", now);
        doubt("r1", "ab");
        synapse.addRun(run("ab", "ab:u-1", now));

        pass(Duration.ofSeconds(13));

        assertThat(found()).containsExactly("r1 NOT_STARTED");
    }
}
