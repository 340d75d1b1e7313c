package io.runbridge.local;

/**
 * The loopback ports of one local cluster. Immutable, any thread.
 *
 * @param kafka the broker
 * @param registry the schema registry
 * @param http the simulator's Databricks, and its Synapse without TLS
 * @param https the simulator's Synapse, Data Factory and Entra ID
 * @param trigger health and metrics of the trigger-service
 * @param poller health and metrics of the poller-service
 */
public record LocalPorts(int kafka, int registry, int http, int https, int trigger, int poller) {

    /** The documented ports, for one cluster on a machine. */
    public static final LocalPorts STANDARD = new LocalPorts(9092, 8081, 7070, 7443, 8090, 8091);

    /** Ports that nobody uses now. */
    public static LocalPorts free() {
        return new LocalPorts(
                LocalPort.free(),
                LocalPort.free(),
                LocalPort.free(),
                LocalPort.free(),
                LocalPort.free(),
                LocalPort.free());
    }

    /**
     * Makes sure that all of them can be listened on.
     *
     * @throws LocalFailure naming the first one that cannot and the option that changes it
     */
    public void requireFree() {
        LocalPort.requireFree(kafka, "Kafka", "--kafka-port");
        LocalPort.requireFree(registry, "the schema registry", "--registry-port");
        LocalPort.requireFree(http, "the simulator", "--http-port");
        LocalPort.requireFree(https, "the simulator", "--https-port");
        LocalPort.requireFree(trigger, "the trigger-service", "--trigger-port");
        LocalPort.requireFree(poller, "the poller-service", "--poller-port");
    }
}
