package io.runbridge.local;

/**
 * A run that the simulator holds. Immutable, any thread.
 *
 * @param platform the simulator's word for the platform: synapse, datafactory, jobs or pipelines
 * @param runId the platform's own id
 * @param job how the platform names the job
 * @param parameters the parameters it was started with, as JSON text
 * @param state the platform's own words for where it is now
 * @param ended whether that state is final
 * @param cancelRequested whether the platform took a cancel of it
 */
public record SimulatedRun(
        String platform,
        String runId,
        String job,
        String parameters,
        String state,
        boolean ended,
        boolean cancelRequested) {}
