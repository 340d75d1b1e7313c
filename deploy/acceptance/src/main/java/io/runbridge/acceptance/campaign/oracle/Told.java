package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.util.List;
import java.util.Optional;

/** Everything that was published about one request, committed and in the order of its partition. Immutable, any thread. */
public record Told(
        List<RunStarted> started,
        List<RunStatus> statuses,
        List<RunStatus> history,
        List<CancelOutcome> outcomes,
        List<RunActivity> activities) {

    /** Nothing was published. */
    public static final Told NOTHING = new Told(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Error code of a start whose outcome nobody knows yet. */
    static final String IN_DOUBT = "START_IN_DOUBT";

    /** Error code of a start whose outcome nobody will ever know. */
    static final String UNDECIDED = "START_UNDECIDED";

    public Told {
        started = List.copyOf(started);
        statuses = List.copyOf(statuses);
        history = List.copyOf(history);
        outcomes = List.copyOf(outcomes);
        activities = List.copyOf(activities);
    }

    /** Without activities. */
    Told(List<RunStarted> started, List<RunStatus> statuses, List<RunStatus> history, List<CancelOutcome> outcomes) {
        this(started, statuses, history, outcomes, List.of());
    }

    /** What the request is now. */
    public Optional<RunStatus> last() {
        return statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.get(statuses.size() - 1));
    }

    /** Whether the request has come to its end. */
    public boolean ended() {
        return last().filter(RunStatus::getTerminal).isPresent();
    }

    /** Whether its run was published. */
    public boolean hasStarted() {
        return !started.isEmpty();
    }

    /** Whether it waits for an operator, with the runs that may be its own. */
    public boolean undecided() {
        return last().filter(
                        status -> inDoubt(status) && !status.getCandidates().isEmpty())
                .isPresent();
    }

    /** Whether it says that it ended and that no run of it exists. */
    public boolean neverStarted() {
        return ended()
                && !hasStarted()
                && last().filter(status -> status.getError() == null
                                || !UNDECIDED.equals(status.getError().getCode()))
                        .isPresent();
    }

    /** Whether the run was found by a look-up or a resend, not by the answer to its start. */
    public boolean adopted() {
        return started.stream().anyMatch(RunStarted::getAdopted);
    }

    /** Whether its start was ever in doubt. */
    public boolean doubted() {
        return history.stream().anyMatch(Told::inDoubt);
    }

    /** How often a start was made again after the look-up had shown that nothing was started. */
    public int madeAgain() {
        int count = 0;
        for (int i = 1; i < history.size(); i++) {
            RunStatus now = history.get(i);
            if (inDoubt(history.get(i - 1)) && !inDoubt(now) && now.getRunId() == null && !now.getTerminal()) {
                count++;
            }
        }
        return count;
    }

    private static boolean inDoubt(RunStatus status) {
        return !status.getTerminal()
                && status.getError() != null
                && IN_DOUBT.equals(status.getError().getCode());
    }
}
