package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.EventLog;
import io.runbridge.local.EventSender;
import io.runbridge.local.LocalBrokers;
import io.runbridge.local.LocalCluster;
import io.runbridge.local.LocalPorts;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What only several brokers show: replicas, their quorum, and the loss of one. One cluster, in this order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeBrokersTest {
    private static final int NODES = 3;

    private static final AtomicReference<LocalBrokers> BROKERS = new AtomicReference<>();
    private static LocalCluster cluster;
    private static LocalService trigger;
    private static LocalService poller;
    private static EventLog log;
    private static EventSender sender;

    @BeforeAll
    static void start() {
        cluster = LocalCluster.start(
                LocalPorts.free(),
                (port, folder) -> {
                    BROKERS.set(LocalBrokers.start(NODES, port, folder));
                    return BROKERS.get();
                },
                (part, took) -> {});
        trigger = service(Kind.TRIGGER, cluster.ports().trigger());
        poller = service(Kind.POLLER, cluster.ports().poller());
        trigger.start();
        poller.start();
        trigger.awaitReady();
        poller.awaitReady();
        log = new EventLog(cluster.client(), event -> {});
        sender = new EventSender(cluster.client());
    }

    @AfterAll
    static void stop() {
        sender.close();
        log.close();
        poller.stop();
        trigger.stop();
        cluster.close();
    }

    @Test
    @Order(1)
    void shouldMakeTopicsThatTheLossOfABrokerDoesNotTouch() throws Exception {
        assertThat(end(Ask.synapse("three-brokers")).getStatus()).isEqualTo(Status.SUCCESS);

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", cluster.broker().bootstrapServers()))) {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            admin.listTopics().names().get())
                    .allTopicNames()
                    .get();
            Map<ConfigResource, String> quorums = admin
                    .describeConfigs(topics.keySet().stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, config -> config.getValue()
                            .get("min.insync.replicas")
                            .value()));

            assertThat(topics).containsKeys("run-requests", "run-claims", "runbridge-trigger-ledger-changelog");
            assertThat(topics.values()).allSatisfy(topic -> assertThat(topic.partitions())
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(NODES)));
            assertThat(quorums).allSatisfy((topic, quorum) -> assertThat(quorum)
                    .as("min.insync.replicas of %s", topic.name())
                    .isEqualTo("2"));
        }
    }

    @Test
    @Order(2)
    void shouldGoOnWhenABrokerDies() {
        BROKERS.get().broker(NODES - 1).kill();

        assertThat(end(Ask.synapse("one-of-three-dead")).getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(end(Ask.databricks("one-of-three-dead-too")).getStatus()).isEqualTo(Status.SUCCESS);
    }

    private static RunStatus end(RunRequest request) {
        String id = request.getRequestId();
        sender.send(request);
        await().atMost(Stage.LIMIT).until(() -> log.ended(id));
        return log.status(id).orElseThrow();
    }

    private static LocalService service(Kind kind, int port) {
        Map<String, String> replicated = Map.of("LOCAL_REPLICATION", Integer.toString(NODES));
        return cluster.service(kind.program(), kind.word() + "-1", port, replicated);
    }
}
