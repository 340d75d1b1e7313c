package io.runbridge.simulator.http;

/** What an endpoint does with a call; runs on the event loop, never blocks, refuses by throwing {@link Refusal}. */
@FunctionalInterface
public interface Operation {

    /** Carries the call out and says what to answer. */
    Answer handle(Call call);
}
