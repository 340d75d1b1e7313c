package io.runbridge.acceptance.campaign.oracle;

/** One cancel that was produced, once or several times under the same id. Immutable, any thread. */
public record AskedCancel(String requestId, String cancelId) {}
