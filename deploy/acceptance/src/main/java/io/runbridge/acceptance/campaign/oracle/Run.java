package io.runbridge.acceptance.campaign.oracle;

/**
 * One run that a platform made: the truth. Immutable, any thread.
 *
 * @param runId as Runbridge names it
 * @param state the platform's own words for where it is
 * @param ended whether that state is final
 * @param cancelled whether the platform took a cancel of it
 */
public record Run(String runId, Group group, String state, boolean ended, boolean cancelled) {}
