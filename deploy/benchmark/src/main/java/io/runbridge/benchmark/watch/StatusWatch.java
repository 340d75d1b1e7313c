package io.runbridge.benchmark.watch;

import io.runbridge.benchmark.stage.CommittedReader;
import io.runbridge.benchmark.stage.Tally;
import io.runbridge.local.ContractClient;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalFailure;
import io.runbridge.schemas.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A reader of committed records of run-status: how many runs were heard of, and how long after the platform's end each
 * end could be read. The platform's clock is this machine's. Any thread.
 */
public final class StatusWatch implements AutoCloseable {

    /**
     * An end that could be read.
     *
     * @param atMs when the run ended, by the platform
     * @param delayMs how much later that could be read
     */
    public record End(long atMs, long delayMs) {}

    private final Tally<End> ends = new Tally<>("ends of runs");
    private final CountDownLatch unheard;
    private final CommittedReader reader;

    /**
     * Reads from the beginning; the topic must exist.
     *
     * @param runs how many are to be heard of
     */
    public StatusWatch(ContractClient client, int runs) {
        unheard = new CountDownLatch(runs);
        reader = new CommittedReader(client, EventTopics.RUN_STATUS, this::take);
    }

    /** Waits until all runs were heard of. */
    public void awaitRuns(Duration limit) {
        try {
            if (!unheard.await(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new LocalFailure(
                        "Of " + unheard.getCount() + " runs nothing was heard in " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    /** Waits until so many ends could be read. */
    public List<End> awaitEnds(int wanted, Duration limit) {
        ends.await(wanted, limit);
        return ends.all();
    }

    private void take(List<Object> read, long nowMs) {
        for (Object value : read) {
            RunStatus status = (RunStatus) value;
            if (status.getSequence() == 0) {
                unheard.countDown();
            }
            if (status.getTerminal()) {
                Optional.ofNullable(status.getEndTime())
                        .map(end -> new End(end.toEpochMilli(), nowMs - end.toEpochMilli()))
                        .ifPresent(ends::add);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
