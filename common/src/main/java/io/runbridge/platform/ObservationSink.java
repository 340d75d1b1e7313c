package io.runbridge.platform;

/** Takes what a poll round learns. Called on any thread, exactly once for each run of the batch. */
@FunctionalInterface
public interface ObservationSink {

    /** A failure of category {@code NOT_FOUND} means that the platform does not know the run; any other says nothing about it. */
    void accept(RunRef run, Answer<Observation> answer);
}
