package io.runbridge.poller.round;

import io.runbridge.poller.round.TrackedRun.Place;
import io.runbridge.schemas.JobType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs of one platform that are due and wait for its budget, in order for each job type. Stream thread only. */
final class ReadyRuns {

    /** Most runs that are passed over at once, so that the thread does not stall. */
    private static final int MOST_PASSED_OVER = 5_000;

    private final Map<JobType, Queue<TrackedRun>> queues = new HashMap<>();
    private final List<JobType> turns = new ArrayList<>();

    ReadyRuns(Collection<JobType> jobTypes) {
        for (JobType jobType : jobTypes) {
            queues.put(jobType, new ArrayDeque<>());
            turns.add(jobType);
        }
    }

    void add(TrackedRun run) {
        run.place = Place.READY;
        queues.get(run.ref().jobType()).add(run);
    }

    boolean isEmpty() {
        return queues.values().stream().allMatch(Queue::isEmpty);
    }

    /** The job types, the one whose turn it is first; each time another one. */
    List<JobType> turns() {
        Collections.rotate(turns, 1);
        return turns;
    }

    /** Runs of the job type that wait, or have ended meanwhile. */
    int size(JobType jobType) {
        return queues.get(jobType).size();
    }

    /**
     * Takes so many runs, which are in flight from now on.
     *
     * @param spares whether a run need not be looked at any more
     * @param spared takes those
     */
    List<TrackedRun> take(JobType jobType, int size, Predicate<TrackedRun> spares, Consumer<TrackedRun> spared) {
        Queue<TrackedRun> queue = queues.get(jobType);
        List<TrackedRun> runs = new ArrayList<>(size);
        for (int i = 0; i < MOST_PASSED_OVER && runs.size() < size && !queue.isEmpty(); i++) {
            TrackedRun run = queue.remove();
            if (run.place == Place.READY && spares.test(run)) {
                spared.accept(run);
            } else if (run.place == Place.READY) { // else it ended while it waited
                run.insisted = false;
                run.place = Place.IN_FLIGHT;
                runs.add(run);
            }
        }
        return runs;
    }
}
