package io.runbridge.trigger.ledger;

/** Why a request waits for its call. Those that come first are served first; none of them keeps another one waiting. */
enum Turn {
    /** A cancel that was not sent before. */
    CANCEL,
    /** A cancel whose last call failed. */
    CANCEL_AGAIN,
    /** A lost start that is settled by its token. */
    RESEND,
    /** A start whose last attempt was not executed. */
    START_AGAIN,
    /** A start that was not sent before. */
    START;

    static Turn ofStart(LedgerEntry entry) {
        return entry.getFailures() > 0 ? START_AGAIN : START;
    }

    static Turn ofCancel(LedgerEntry entry) {
        return entry.getFailures() > 0 ? CANCEL_AGAIN : CANCEL;
    }
}
