package io.runbridge.simulator.fault;

/** What happens on the connection under a fault. */
public enum Wire {
    /** An answer is written. */
    ANSWER,
    /** The connection is closed without an answer. */
    RESET,
    /** Nothing is ever written and the connection stays open. */
    HANG
}
