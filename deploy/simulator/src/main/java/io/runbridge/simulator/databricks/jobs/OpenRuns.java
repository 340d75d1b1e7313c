package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.PageToken;
import io.runbridge.simulator.life.Agenda;
import io.runbridge.simulator.life.Unsized;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runs that are not over, by start time, so that a page of them costs the same among a hundred and a million.
 *
 * <p>Event loop only. Runs leave as their ends come; nobody looks at all of them.
 */
final class OpenRuns {

    private final NavigableMap<PageToken, JobRun> byStart = new TreeMap<>();
    private final Agenda<JobRun> ends = new Agenda<>();

    /** Takes a run in, or back in after a repair. */
    void add(JobRun run) {
        byStart.put(place(run), run);
        expectEnd(run);
        run.life().whenTouched(() -> expectEnd(run));
    }

    void remove(JobRun run) {
        byStart.remove(place(run));
    }

    void clear() {
        byStart.clear();
        ends.clear();
    }

    /** The runs that are not over, newest first, that come after that place and were created in that time. */
    Stream<JobRun> newestFirst(PageToken after, long from, long to, long now) {
        ends.settle(now, run -> look(run, now));
        PageToken first = to < after.key() ? new PageToken(to, Long.MAX_VALUE) : after;
        return Unsized.stream(byStart.headMap(first, false).descendingMap().values())
                .takeWhile(run -> run.createdAt() >= from);
    }

    private void look(JobRun run, long now) {
        if (run.life().over(now)) {
            remove(run);
        } else {
            expectEnd(run);
        }
    }

    private void expectEnd(JobRun run) {
        run.life().end().ifPresent(end -> ends.add(end, run));
    }

    private static PageToken place(JobRun run) {
        return new PageToken(run.createdAt(), run.runId());
    }
}
