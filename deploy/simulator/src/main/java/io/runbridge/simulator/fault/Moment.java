package io.runbridge.simulator.fault;

/** Whether and when the operation itself is carried out under a fault. */
public enum Moment {
    /** Not at all. */
    NEVER,
    /** As soon as the request has come; what it answers is lost. */
    AT_ONCE,
    /** Some time after the request has come, whatever happened to the answer meanwhile. */
    LATE
}
