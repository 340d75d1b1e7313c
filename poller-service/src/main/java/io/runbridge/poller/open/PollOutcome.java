package io.runbridge.poller.open;

/** What came of a look at one run; a failed look counts under its failure category. */
enum PollOutcome {
    /** A new state was published. */
    CHANGED,
    /** The state that is known. */
    UNCHANGED,
    /** Older than what is known, dropped. */
    STALE,
    /** The look ended without an answer for the run. */
    UNANSWERED
}
