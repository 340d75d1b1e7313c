package io.runbridge.poller.duration;

/**
 * When a run of a job may be expected to end, in milliseconds after its start. Immutable, any thread.
 *
 * @param earliestMs one run in ten ends sooner
 * @param usualMs half of them end sooner
 * @param latestMs nine in ten end sooner; never below {@code usualMs}, which is never below {@code earliestMs}
 */
public record ExpectedDuration(long earliestMs, long usualMs, long latestMs) {}
