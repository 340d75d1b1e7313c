package io.runbridge.streams;

import io.runbridge.ops.StartRefusedException;
import io.runbridge.ops.StopSignal;
import java.util.function.Consumer;

/**
 * Something that must be done before processing starts, e.g. making topics.
 *
 * @param name names the readiness condition, kebab-case
 * @param action done once on the main thread; it may wait, for ever if need be
 */
public record StartStep(String name, Action action) {

    /** What a step does. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does it; returns early when the stop is requested.
         *
         * @param stop to wait with
         * @param waiting told why, whenever it waits; becomes the reason why the service is not ready
         * @throws StartRefusedException if waiting would not help
         */
        void run(StopSignal stop, Consumer<String> waiting);
    }
}
