package io.runbridge.poller.round;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.RunSurvey.Kind;
import io.runbridge.platform.SurveyPage;
import io.runbridge.schemas.JobType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One page of a survey that is asked for; takes one call. Stream thread only, but for what its stage completes with. */
public final class PageLook extends Look {

    private static final Failure BROKEN =
            Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "The survey ended without an answer");

    private final RunSurvey survey;
    private final SurveyLane lane;
    private final SurveyPass pass;
    boolean over;

    PageLook(String platform, RunSurvey survey, SurveyLane lane, SurveyPass pass) {
        super(platform);
        this.survey = survey;
        this.lane = lane;
        this.pass = pass;
    }

    /** What its runs mean. */
    public Kind kind() {
        return survey.kind();
    }

    /** Whether it shows runs of this type. */
    public boolean shows(JobType jobType) {
        return survey.jobTypes().contains(jobType);
    }

    /** Whether a look at the run alone would tell no more than this. */
    public boolean tellsAll(Observation seen) {
        return survey.tellsAll(seen);
    }

    SurveyLane lane() {
        return lane;
    }

    SurveyPass pass() {
        return pass;
    }

    /** Asks for the page. Never throws and never fails: a survey that does is an answer that did not come. */
    public CompletionStage<Answer<SurveyPage>> ask() {
        try {
            return survey.page(pass.range(), pass.token()).exceptionally(broken -> Answer.failed(BROKEN));
        } catch (RuntimeException broken) {
            return CompletableFuture.completedFuture(Answer.failed(BROKEN));
        }
    }
}
