package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** P3: every cancel gets exactly one final outcome, and it agrees with how the request ended. Pure, any thread. */
final class CancelsAnswered {

    private CancelsAnswered() {}

    static List<Breach> breaches(Ledgers ledgers) {
        List<Breach> breaches = new ArrayList<>();
        for (AskedCancel cancel : ledgers.cancels()) {
            Told told = ledgers.of(cancel.requestId());
            // Its cancel waits with it for the operator.
            if (!told.undecided()) {
                broken(cancel, told)
                        .ifPresent(what -> breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, cancel.requestId(), what)));
            }
        }
        return breaches;
    }

    private static Optional<String> broken(AskedCancel cancel, Told told) {
        List<Outcome> outcomes = told.outcomes().stream()
                .filter(outcome -> outcome.getCancelId().equals(cancel.cancelId()))
                .map(CancelOutcome::getOutcome)
                .toList();
        List<Outcome> last =
                outcomes.stream().filter(outcome -> outcome != Outcome.ACCEPTED).toList();
        if (last.size() != 1 || outcomes.indexOf(last.get(0)) != outcomes.size() - 1) {
            return Optional.of("cancel " + cancel.cancelId() + " has the outcomes " + outcomes);
        }
        return contradicts(last.get(0), told)
                ? Optional.of("cancel " + cancel.cancelId() + " ended " + last.get(0) + ", but the request "
                        + told.last().map(RunStatus::getStatus))
                : Optional.empty();
    }

    private static boolean contradicts(Outcome outcome, Told told) {
        Optional<Status> end = told.last().filter(RunStatus::getTerminal).map(RunStatus::getStatus);
        return switch (outcome) {
            case NOT_STARTED -> told.hasStarted();
            case CONFIRMED -> !told.hasStarted() || !end.equals(Optional.of(Status.CANCELLED));
            case TOO_LATE -> !told.hasStarted() || end.isEmpty() || end.equals(Optional.of(Status.CANCELLED));
            case RUN_NOT_FOUND -> !told.hasStarted();
            case ACCEPTED, REFUSED, UNKNOWN -> false;
        };
    }
}
