package io.runbridge.local;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of one request of the scene. Immutable, any thread.
 *
 * @param broken rules of the request's history that do not hold
 */
record SceneRow(ScenePart part, String requestId, String got, int runs, List<String> broken) {

    static SceneRow of(ScenePart part, String requestId, EventLog log, List<SimulatedRun> newRuns) {
        List<RunStatus> statuses = log.statuses(requestId);
        Optional<RunStatus> last = log.status(requestId).filter(RunStatus::getTerminal);
        String got = text(
                last.map(status -> status.getStatus().name()).orElse("no end"),
                last.map(RunStatus::getError)
                        .filter(error -> part.expected().errorCode().isPresent())
                        .map(error -> error.getCode()),
                log.outcomes(requestId).stream().map(CancelOutcome::getOutcome).toList());
        int runs = (int) newRuns.stream().filter(part::owns).count();
        return new SceneRow(part, requestId, got, runs, HistoryRules.broken(statuses));
    }

    String expected() {
        ScenePart.Expected expected = part.expected();
        return text(expected.status().name(), expected.errorCode(), expected.outcomes());
    }

    boolean ok() {
        return got.equals(expected()) && runs == part.expected().runs() && broken.isEmpty();
    }

    private static String text(String status, Optional<String> code, List<?> outcomes) {
        String ending = code.map(word -> status + " " + word).orElse(status);
        return outcomes.isEmpty()
                ? ending
                : ending + " / " + outcomes.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
