package io.runbridge.poller.open;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.SurveyPage;
import io.runbridge.poller.round.Batch;
import io.runbridge.poller.round.PageLook;
import java.util.Optional;

/** What a look hands to the stream thread. Immutable, any thread. */
sealed interface LookEvent {

    /** One run was answered. */
    record Answered(Batch batch, RunRef ref, Answer<Observation> answer) implements LookEvent {}

    /** A page of a survey was answered, or not. */
    record PageAnswered(PageLook page, Answer<SurveyPage> answer) implements LookEvent {}

    /**
     * The look is over; no answer follows.
     *
     * @param broken why, if it ended otherwise than it should
     */
    record Finished(Batch batch, Optional<Throwable> broken) implements LookEvent {}
}
