package io.runbridge.ops;

/**
 * Where health and metrics are served. Immutable, any thread.
 *
 * @param host address to bind, 0.0.0.0 for all
 * @param port 0 for any free one
 */
public record OpsAddress(String host, int port) {}
