package io.runbridge.simulator.http;

/** Looks at a call before its operation does, usually at its bearer token; refuses by throwing {@link Refusal}. */
@FunctionalInterface
public interface Guard {

    /** A guard that lets everybody in. */
    Guard OPEN = call -> {};

    /** Returns normally if the call may go on. */
    void check(Call call);
}
