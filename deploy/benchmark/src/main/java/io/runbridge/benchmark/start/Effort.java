package io.runbridge.benchmark.start;

import java.time.Duration;

/**
 * How much of a contestant is measured in a round. Immutable.
 *
 * @param warmUp starts before that count for nothing
 * @param measured starts after them
 * @param longest how long is measured at most, however few starts that gives
 */
record Effort(int warmUp, int measured, Duration longest) {}
