package io.runbridge.poller.open;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.Batch;
import java.util.Optional;

/** What a look hands to the stream thread. Immutable, any thread. */
sealed interface LookEvent {

    /** The look it came from. */
    Batch batch();

    /** One run was answered. */
    record Answered(Batch batch, RunRef ref, Answer<Observation> answer) implements LookEvent {}

    /**
     * The look is over; no answer follows.
     *
     * @param broken why, if it ended otherwise than it should
     */
    record Finished(Batch batch, Optional<Throwable> broken) implements LookEvent {}
}
