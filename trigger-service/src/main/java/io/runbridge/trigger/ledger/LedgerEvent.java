package io.runbridge.trigger.ledger;

/** What can happen to a request that the ledger knows; {@link Transitions} says where each leads. */
enum LedgerEvent {
    /** The request itself arrived. */
    ADMITTED,
    /** A slot was free: the write-ahead claim is written. */
    CLAIMED,
    /** The platform answered with a run. */
    STARTED,
    /** The platform gave a final no. */
    REFUSED,
    /** The call certainly changed nothing. */
    NOT_EXECUTED,
    /** The answer is lost, late, or was another incarnation's to receive. */
    LOST,
    /** The doubt task found the run. */
    FOUND,
    /** The doubt task showed that nothing was started. */
    SHOWN_NOT_STARTED,
    /** Nobody can tell. */
    UNDECIDABLE,
    /** An operator names the run. */
    ADOPTED,
    /** An operator asks for another start. */
    RESENT,
    /** An operator, or the limit, gives up. */
    GIVEN_UP,
    /** A cancel came before anything was sent. */
    CANCELLED,
    /** A time limit passed before anything was sent. */
    EXPIRED,
    /** The poller reported the run's end. */
    RUN_ENDED
}
