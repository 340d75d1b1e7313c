package io.runbridge.trigger.ledger;

/** Error codes of the statuses that the trigger-service itself decides; adapters and admission add their own. */
final class ErrorCode {

    /** The platform may have started the run; it is being looked up. */
    static final String START_IN_DOUBT = "START_IN_DOUBT";
    /** Nobody could tell whether the run was started, and the limit passed or an operator gave up. */
    static final String START_UNDECIDED = "START_UNDECIDED";
    /** The request waited longer than the start limit. */
    static final String START_GAVE_UP = "START_GAVE_UP";
    /** The request's own time-out passed before its start. */
    static final String START_TIMEOUT = "START_TIMEOUT";
    /** What the start is to carry could not be learned yet. */
    static final String PRECONDITION_UNKNOWN = "PRECONDITION_UNKNOWN";
    /** The poller lost sight of the run for good. */
    static final String RUN_LOST = "RUN_LOST";

    private ErrorCode() {}
}
