package io.runbridge.trigger.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line of log for each change of a request's state. Any thread. */
final class MoveLog {

    private static final Logger log = LoggerFactory.getLogger(MoveLog.class);

    private MoveLog() {}

    static void write(LedgerEntry before, LedgerEntry after) {
        if (before == null || before.getState() != after.getState()) {
            log.atLevel(usual(before, after) ? Level.DEBUG : Level.INFO)
                    .addKeyValue("requestId", after.getRequestId())
                    .addKeyValue("platform", after.getPlatform())
                    .addKeyValue("runId", after.getRunId())
                    .addKeyValue("attempt", after.getAttempt())
                    .addKeyValue("from", before == null ? "NEW" : before.getState())
                    .addKeyValue("to", after.getState())
                    .log("Request moved");
        }
    }

    /** The steps before an ordinary start: what counts of them is in its own line, and the lines are not cheap. */
    private static boolean usual(LedgerEntry before, LedgerEntry after) {
        return switch (after.getState()) {
            case QUEUED -> before == null;
            case CLAIMED -> before != null && before.getState() == LedgerState.QUEUED;
            case BARRED, IN_DOUBT, UNDECIDED, STARTED, ENDED -> false;
        };
    }
}
