package io.runbridge.poller.round;

import io.runbridge.platform.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of the agenda that is about surveys: which pages to ask for, and what they mean for its runs. Stream thread only. */
public final class SurveyAgenda {

    private final PollAgenda agenda;

    SurveyAgenda(PollAgenda agenda) {
        this.agenda = agenda;
    }

    /** The pages to ask for now; each is in flight until {@link #read} or {@link #failed}. */
    public List<PageLook> due(long nowMs) {
        long timeMs = agenda.timeMs(nowMs);
        List<PageLook> pages = new ArrayList<>();
        for (PollLane lane : agenda.lanes().all()) {
            lane.surveys().forEach(survey -> survey.decide(timeMs));
            Optional<PageLook> next = lane.nextPage(nowMs, timeMs);
            while (next.isPresent()) {
                agenda.limit(next.get(), nowMs);
                pages.add(next.get());
                next = lane.nextPage(nowMs, timeMs);
            }
        }
        return pages;
    }

    /** A page shows this about some run, ours or not. */
    public void saw(PageLook page, Observation seen, long nowMs) {
        page.lane().saw(seen, Instant.ofEpochMilli(nowMs));
    }

    /**
     * A page shows the run.
     *
     * @return whether it says something else than the page before
     */
    public boolean sighted(TrackedRun run, PageLook page, Observation seen) {
        run.sightedMs = Math.max(run.sightedMs, page.askedMs);
        run.askedMs = Math.max(run.askedMs, page.askedMs);
        run.listed = true;
        long hint = hint(seen);
        boolean news = run.hint != hint;
        run.hint = hint;
        startedAt(run, seen);
        return news;
    }

    /** Looks at the run by itself as soon as the budget lets it, and again until an answer is as fresh as this. */
    public void look(TrackedRun run, Instant freshAt, long nowMs) {
        run.owed = freshAt;
        agenda.lookNow(run, nowMs);
    }

    /** Whether no page has shown the run since its state last changed, so that only a comparison tells what is news. */
    public boolean firstSight(TrackedRun run) {
        return run.hint == 0;
    }

    /** Another state of the run is known now: lists that lag may still show one that is older, or that comes back. */
    public void changed(TrackedRun run) {
        run.hint = 0;
    }

    /** A page was read, and its runs were taken. */
    public void read(PageLook page, Optional<String> next, long nowMs) {
        if (landed(page)) {
            agenda.lanes().of(page.platform()).allowance().answered();
            page.lane().read(page, next, agenda.timeMs(nowMs)).forEach(run -> agenda.lookNow(run, nowMs));
        }
    }

    /** A page could not be read, or not in time. */
    public void failed(PageLook page, Optional<Duration> retryAfter, long nowMs) {
        if (landed(page)) {
            page.lane().failed(page, retryAfter, agenda.timeMs(nowMs));
        }
    }

    /** Up to which time of each platform its changes have been seen and taken, where there is a survey of changes. */
    public Map<String, Instant> progress() {
        Map<String, Instant> progress = new HashMap<>();
        agenda.lanes().all().forEach(lane -> lane.progress().ifPresent(at -> progress.put(lane.platform(), at)));
        return progress;
    }

    /** Lists sort their runs by when they started there. */
    void startedAt(TrackedRun run, Observation seen) {
        seen.startTime().ifPresent(at -> agenda.lanes()
                .of(run.platform())
                .survey(run)
                .ifPresent(survey -> survey.startedAt(run, at.toEpochMilli())));
    }

    private boolean landed(PageLook page) {
        boolean first = !page.over;
        page.over = true;
        if (first) {
            agenda.ended(page);
            agenda.lanes().of(page.platform()).landed();
        }
        return first;
    }

    /** In short what a list says of a run; that two states have one short is all but impossible. */
    private static long hint(Observation seen) {
        int text = seen.message().map(String::hashCode).orElse(0);
        return ((long) seen.platformStatus().hashCode() << 32) ^ text ^ 1;
    }
}
