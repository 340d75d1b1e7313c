package io.runbridge.local;

/**
 * How often an operation of the simulator was called. Immutable, any thread.
 *
 * @param received all calls
 * @param faulted those that a fault hit
 * @param closed those that were answered, or never will be
 */
public record SimulatedCalls(long received, long faulted, long closed) {

    /** An operation that nobody called. */
    public static final SimulatedCalls NONE = new SimulatedCalls(0, 0, 0);

    /** Calls whose answer is still to come. */
    public long inFlight() {
        return received - closed;
    }
}
