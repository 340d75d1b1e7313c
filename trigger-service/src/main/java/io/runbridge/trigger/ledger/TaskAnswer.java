package io.runbridge.trigger.ledger;

import io.runbridge.platform.Answer;
import io.runbridge.platform.StartedRun;

/** What a call of this task's incarnation brought back. Immutable. */
sealed interface TaskAnswer {

    String requestId();

    /** To the question what a start is to carry. */
    record ToPrecondition(String requestId, int attempt, Answer<String> answer) implements TaskAnswer {}

    /** To a start. */
    record ToStart(String requestId, int attempt, Answer<StartedRun> answer) implements TaskAnswer {}

    /** To a cancel. */
    record ToCancel(String requestId, Answer<Void> answer) implements TaskAnswer {}
}
