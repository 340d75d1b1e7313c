package io.runbridge.local;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * Its place among the brokers of a cluster; the first one is also the only controller.
 *
 * @param id from 1
 * @param nodes how many brokers there are to be
 */
record BrokerNode(int id, int nodes, String clusterId, int controllerPort) {

    static BrokerNode first(int nodes) {
        return new BrokerNode(1, nodes, Uuid.randomUuid().toString(), LocalPort.free());
    }

    BrokerNode next() {
        return new BrokerNode(id + 1, nodes, clusterId, controllerPort);
    }

    boolean controls() {
        return id == 1;
    }

    /** The topics of the cluster itself: a copy on each broker, and enough of them that one may be missing. */
    Map<String, String> replication() {
        String all = Integer.toString(nodes);
        String most = Integer.toString(Math.max(1, nodes - 1));
        return Map.of(
                "offsets.topic.replication.factor",
                all,
                "transaction.state.log.replication.factor",
                all,
                "transaction.state.log.min.isr",
                most,
                "share.coordinator.state.topic.replication.factor",
                all,
                "share.coordinator.state.topic.min.isr",
                most);
    }
}
