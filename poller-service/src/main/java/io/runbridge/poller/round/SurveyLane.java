package io.runbridge.poller.round;

import io.runbridge.platform.Observation;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.RunSurvey.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One survey of one platform: whether it is worth its calls now, its passes under way, and which runs it spares a look.
 * Times are the agenda's. Stream thread only.
 */
final class SurveyLane {

    private static final long DECIDE_EVERY_MS = 1_000;
    /** After so long a survey that cost too much may be tried again. */
    private static final long REST_MS = Duration.ofMinutes(10).toMillis();
    /** Passes that may be missed before their runs are looked at singly. */
    private static final int PATIENCE = 3;

    private static final long SLOW_TICKS_MS = 1_000;

    private final String platform;
    private final RunSurvey survey;
    private final SurveyPlan plan;
    private final SurveyEconomy economy;
    private final PollSchedule schedule;
    private final Set<SurveyPass> underWay = new HashSet<>();
    private final Queue<SurveyPass> ready = new ArrayDeque<>();
    private long demand;
    private int size;
    private boolean surveying;
    private long periodMs;
    private long decideAtMs;
    private long restsUntilMs;
    private int failures;

    SurveyLane(String platform, RunSurvey survey, SurveyPlan plan, SurveyEconomy economy, PollSchedule schedule) {
        this.platform = platform;
        this.survey = survey;
        this.plan = plan;
        this.economy = economy;
        this.schedule = schedule;
    }

    /** @param progress of its rounds before a restart */
    static SurveyLane of(
            String platform, RunSurvey survey, PollTarget target, Optional<Instant> progress, PollSchedule schedule) {
        SurveyPlan plan = survey.kind() == Kind.CHANGES
                ? new DeltaPlan(target.clockSkew(), survey.pageSize(), progress)
                : new SweepPlan(survey.pageSize(), survey.ranged());
        SurveyEconomy economy = new SurveyEconomy(target.minInterval(), target.freshness(), target.callsPerSecond());
        return new SurveyLane(platform, survey, plan, economy, schedule);
    }

    RunSurvey survey() {
        return survey;
    }

    /**
     * Up to which time of the platform all changes of these runs have been seen and taken: no further than what a run is
     * still owed an answer to, and nothing while one has not been asked for.
     */
    Optional<Instant> progress(Iterable<TrackedRun> runs) {
        Optional<Instant> progress = surveying ? plan.progress() : Optional.empty();
        for (TrackedRun run : runs) {
            if (progress.isPresent() && survey.jobTypes().contains(run.ref().jobType())) {
                boolean earlier = run.owed != null && run.owed.isBefore(progress.get());
                progress = plan.knows(run) ? (earlier ? Optional.of(run.owed) : progress) : Optional.empty();
            }
        }
        return progress;
    }

    void add(TrackedRun run) {
        plan.add(run);
        size++;
    }

    void remove(TrackedRun run) {
        plan.remove(run);
        size--;
        demand -= run.demand;
        run.demand = 0;
    }

    /** How often the run would be looked at by itself. */
    void wanted(TrackedRun run, long intervalMs) {
        long looks = TrackedRun.demandOf(intervalMs);
        demand += looks - run.demand;
        run.demand = looks;
    }

    void startedAt(TrackedRun run, long startMs) {
        plan.startedAt(run, startMs);
    }

    void saw(Observation seen, Instant now) {
        plan.saw(seen, now);
    }

    /** Whether the run need not be looked at, because the survey shows what becomes of it. */
    boolean covers(TrackedRun run, long timeMs) {
        return surveying && plan.covers(run, timeMs, PATIENCE * periodMs + SLOW_TICKS_MS);
    }

    /** How long a run that has just started may wait for the survey to show it, empty if it is to be looked at now. */
    Optional<Long> firstLookAfter() {
        return surveying && plan.showsNewRuns() ? Optional.of(periodMs + periodMs / 2) : Optional.empty();
    }

    /** Weighs what the survey costs against what it spares. */
    void decide(long timeMs) {
        if (timeMs < decideAtMs) {
            return;
        }
        decideAtMs = timeMs + DECIDE_EVERY_MS;
        double looks = TrackedRun.looksPerSecond(demand);
        if (size == 0 || looks <= 0) {
            rest();
            return;
        }
        double pages = Math.max(1, plan.pages());
        periodMs = economy.periodMs(pages, size, looks);
        if (!economy.worthwhile(surveying, pages, periodMs, looks)) {
            restsUntilMs = surveying ? timeMs + REST_MS : restsUntilMs;
            rest();
        } else if (timeMs >= restsUntilMs) {
            surveying = true;
        }
    }

    private void rest() {
        if (surveying) {
            surveying = false;
            underWay.clear();
            ready.clear();
            plan.rest();
        }
    }

    /** Whether a page is due. */
    boolean hasNext(long timeMs, Instant now) {
        if (surveying && ready.isEmpty()) {
            plan.begin(timeMs, now).ifPresent(pass -> {
                underWay.add(pass);
                ready.add(pass);
            });
        }
        return !ready.isEmpty();
    }

    /** The page that is due. */
    PageLook nextPage() {
        return new PageLook(platform, survey, this, ready.remove());
    }

    /**
     * A page was read, and its runs were taken.
     *
     * @return runs that are worth a look of their own
     */
    List<TrackedRun> read(PageLook look, Optional<String> next, long timeMs) {
        SurveyPass pass = look.pass();
        if (!underWay.contains(pass)) {
            return List.of();
        }
        if (next.isEmpty()) {
            failures = 0;
            pass.end();
            underWay.remove(pass);
            return plan.whole(pass, periodMs);
        }
        if (!pass.goOn(next.get())) {
            broken(pass, Optional.empty(), timeMs);
        } else if (plan.goesOn(pass)) {
            ready.add(pass);
        } else {
            underWay.remove(pass);
        }
        return List.of();
    }

    /** A page could not be read; its pass is given up and taken again later. */
    void failed(PageLook look, Optional<Duration> retryAfter, long timeMs) {
        if (underWay.contains(look.pass())) {
            broken(look.pass(), retryAfter, timeMs);
        }
    }

    private void broken(SurveyPass pass, Optional<Duration> retryAfter, long timeMs) {
        failures++;
        underWay.remove(pass);
        ready.remove(pass);
        plan.broken(pass, timeMs + schedule.afterFailure(failures, retryAfter));
    }
}
