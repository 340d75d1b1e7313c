package io.runbridge.poller.open;

/** What came of a look; a failed one counts under its failure category. */
enum PollOutcome {
    /** A new state was published. */
    CHANGED,
    /** The state that is known. */
    UNCHANGED,
    /** Older than what is known, dropped. */
    STALE,
    /** A page of a survey was read. */
    READ,
    /** The look ended without an answer for the run. */
    UNANSWERED
}
