package io.runbridge.acceptance.campaign.oracle;

/** Where a record lies. Immutable, any thread. */
public record Poisoned(String topic, int partition, long offset) {}
