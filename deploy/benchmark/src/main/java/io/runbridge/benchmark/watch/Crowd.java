package io.runbridge.benchmark.watch;

import io.runbridge.local.ContractClient;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.SimulatorControl;
import io.runbridge.schemas.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Open runs of one platform: they are made in the simulator and told to the poller-service, end one by one, and others
 * take their place. {@link #ended} from any thread, all else from one thread at a time.
 */
public final class Crowd implements AutoCloseable {
    private static final int AT_ONCE = 50_000;
    private static final long LIMIT_SECONDS = 120;

    /** So old that nothing happens to them of itself for hours; they lasted long enough to be running. */
    private static final Duration YOUNGEST = Duration.ofHours(4);

    private static final Duration SPREAD = Duration.ofHours(1);
    private static final Duration LASTS = Duration.ofHours(20);

    private final SimulatorControl simulator;
    private final EventSender sender;
    private final Watched watched;
    private final Random random = new Random(1);
    private final List<String> runIds = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    public Crowd(SimulatorControl simulator, ContractClient client, Watched watched) {
        this.simulator = simulator;
        this.watched = watched;
        sender = new EventSender(client);
        simulator.set(Map.of("lastUpdatedMoves", watched.lastUpdatedMoves()));
    }

    /** Makes so many runs that have been running for hours. */
    public void gather(int count) {
        for (int done = 0; done < count; done += AT_ONCE) {
            add(Math.min(AT_ONCE, count - done), YOUNGEST, SPREAD);
        }
    }

    /** Ends one run, whichever, and starts another in its place. */
    void replaceOne() {
        endOne();
        add(1, Duration.ZERO, Duration.ZERO);
    }

    /** Ends one run, whichever. */
    void endOne() {
        int index = random.nextInt(runIds.size());
        String last = runIds.remove(runIds.size() - 1);
        String runId = index == runIds.size() ? last : runIds.set(index, last);
        simulator.end(runId);
        ended.incrementAndGet();
    }

    /** Keeps so many of the runs that are open and forgets the others without ending them. */
    void keep(int count) {
        Collections.shuffle(runIds, random);
        runIds.subList(Math.min(count, runIds.size()), runIds.size()).clear();
    }

    /** The ids of the runs that are open. */
    List<String> runIds() {
        return List.copyOf(runIds);
    }

    /** How many have ended. */
    int ended() {
        return ended.get();
    }

    private void add(int count, Duration age, Duration spread) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<String> added = simulator.fill(Map.of(
                "platform", watched.simulated(),
                "job", watched.job(),
                "count", count,
                "ageMillis", age.toMillis(),
                "spreadMillis", spread.toMillis(),
                "durationMillis", LASTS.toMillis(),
                "outcome", "NEVER_ENDING"));
        CountDownLatch missing = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Duration behind = age.plus(spread).minus(spread.multipliedBy(i).dividedBy(count));
            RunStarted record = started(added.get(i), now.minus(behind));
            sender.post(
                    new ProducerRecord<>(
                            EventTopics.RUN_STARTED,
                            record.getRequestId(),
                            sender.bytes(EventTopics.RUN_STARTED, record)),
                    metadata -> missing.countDown());
        }
        runIds.addAll(added);
        await(missing);
    }

    private RunStarted started(String runId, Instant at) {
        return RunStarted.newBuilder()
                .setRequestId("watch-" + runId)
                .setPlatform(watched.platform())
                .setJobType(watched.jobType())
                .setExternalId(watched.job())
                .setRunId(runId)
                .setNextSequence(0)
                .setRequestedAt(at)
                .setStartedAt(at)
                .build();
    }

    private static void await(CountDownLatch missing) {
        try {
            if (!missing.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new LocalFailure("Tried to write to run-started, but " + missing.getCount() + " are missing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
