package io.runbridge.local;

/**
 * A run that the simulator holds. Immutable, any thread.
 *
 * @param runId the platform's own id
 * @param job how the platform names the job
 * @param parameters the parameters it was started with, as JSON text
 */
public record SimulatedRun(String runId, String job, String parameters) {}
