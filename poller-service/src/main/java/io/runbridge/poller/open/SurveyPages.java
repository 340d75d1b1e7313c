package io.runbridge.poller.open;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.poller.round.PageLook;
import io.runbridge.poller.round.PollAgenda;
import io.runbridge.poller.round.SurveyAgenda;
import io.runbridge.poller.round.TrackedRun;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the pages of surveys: finds our runs on them and decides how much each is worth. Stream thread only. */
final class SurveyPages {

    private static final Logger LOGGER = LoggerFactory.getLogger(SurveyPages.class);

    private final PollAgenda agenda;
    private final SurveyAgenda surveys;
    private final PollerMetrics metrics;
    private final RunUpdates updates;

    SurveyPages(PollAgenda agenda, PollerMetrics metrics, RunUpdates updates) {
        this.agenda = agenda;
        this.surveys = agenda.surveys();
        this.metrics = metrics;
        this.updates = updates;
    }

    void take(PageLook page, Answer<SurveyPage> answer, long nowMs) {
        if (answer instanceof Answer.Success<SurveyPage> read) {
            metrics.paged(page.platform(), page.kind(), PollOutcome.READ);
            for (Sighting sighting : read.value().sightings()) {
                surveys.saw(page, sighting.observation(), nowMs);
                agenda.find(page.platform(), sighting.runId()).stream()
                        .filter(run -> page.shows(run.ref().jobType()))
                        .forEach(run -> sighted(run, page, sighting.observation(), nowMs));
            }
            surveys.read(page, read.value().next(), nowMs);
        } else if (answer instanceof Answer.Failed<SurveyPage> failed) {
            failed(page, failed.failure(), nowMs);
        }
    }

    /** It did not come in time; what it may still say is taken, but not waited for. */
    void giveUp(PageLook page, long nowMs) {
        metrics.paged(page.platform(), page.kind(), PollOutcome.UNANSWERED);
        surveys.failed(page, Optional.empty(), nowMs);
    }

    /**
     * What a list of active runs says may be old, so news there only say where to look. A change that bears the
     * platform's own time is as good as an answer, but for an end whose activities or outputs are wanted: a look at it alone
     * tells them.
     */
    private void sighted(TrackedRun run, PageLook page, Observation seen, long nowMs) {
        boolean first = surveys.firstSight(run);
        boolean news = surveys.sighted(run, page, seen);
        if (page.tellsAll(seen)) {
            updates.learnt(run, page, seen, nowMs);
        } else if (news && !(first && updates.known(run, seen))) {
            surveys.look(run, seen.freshAt(), nowMs);
        }
    }

    private void failed(PageLook page, Failure failure, long nowMs) {
        metrics.paged(page.platform(), page.kind(), failure.category());
        if (failure.category() == FailureCategory.THROTTLED || failure.category() == FailureCategory.PAUSED) {
            updates.pause(page.platform(), failure, nowMs);
        }
        surveys.failed(page, failure.retryAfter(), nowMs);
        LOGGER.atDebug()
                .addKeyValue("platform", page.platform())
                .addKeyValue("category", failure.category())
                .addKeyValue("reason", failure.message())
                .log("A page of a survey could not be read; it is asked for again");
    }
}
