package io.runbridge.local;

import picocli.CommandLine.Option;

/** The options that choose ports. */
final class PortOptions {
    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "Kafka (default: 9092)")
    private int kafka;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "schema registry (default: 8081)")
    private int registry;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "simulator over HTTP (default: 7070)")
    private int http;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = "7443",
            description = "simulator over TLS (default: 7443)")
    private int https;

    @Option(
            names = "--trigger-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "health and metrics of the trigger-service (default: 8090)")
    private int trigger;

    @Option(
            names = "--poller-port",
            paramLabel = "PORT",
            defaultValue = "8091",
            description = "health and metrics of the poller-service (default: 8091)")
    private int poller;

    @Option(names = "--free-ports", description = "use any free ports instead")
    private boolean free;

    LocalPorts ports() {
        return free ? LocalPorts.free() : new LocalPorts(kafka, registry, http, https, trigger, poller);
    }
}
