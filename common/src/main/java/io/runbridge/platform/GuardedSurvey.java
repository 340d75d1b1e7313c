package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A survey behind the breaker of its platform's looks: a page that it holds fails UNAVAILABLE without being asked for. Any thread. */
record GuardedSurvey(RunSurvey survey, Breaker looks) implements RunSurvey {

    @Override
    public Kind kind() {
        return survey.kind();
    }

    @Override
    public Set<JobType> jobTypes() {
        return survey.jobTypes();
    }

    @Override
    public int pageSize() {
        return survey.pageSize();
    }

    @Override
    public boolean ranged() {
        return survey.ranged();
    }

    @Override
    public boolean tellsAll(Observation seen) {
        return survey.tellsAll(seen);
    }

    @Override
    public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
        return looks.call(() -> survey.page(range, token));
    }
}
