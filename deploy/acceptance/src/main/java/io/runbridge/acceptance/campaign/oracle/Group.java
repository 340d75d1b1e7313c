package io.runbridge.acceptance.campaign.oracle;

/**
 * Requests that look the same to a platform: same job, same parameters. A request with parameters of its own is a group
 * of one. Immutable, any thread.
 *
 * @param platform the simulator's word for the platform
 * @param job how the platform names the job
 * @param mark the parameter that tells groups on one job apart
 */
public record Group(String platform, String job, String mark) {}
