package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.Event;
import io.runbridge.local.EventLog;
import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.local.HistoryRules;
import io.runbridge.local.LocalCluster;
import io.runbridge.local.LocalPorts;
import io.runbridge.local.LocalService;
import io.runbridge.local.SimulatedRun;
import io.runbridge.local.SimulatorControl;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.assertj.core.api.SoftAssertions;

/**
 * What all tests of the suite share: one cluster, one log of all events, one sender, and the two services that are
 * there unless a test ends them. One thread.
 */
final class Stage implements AutoCloseable {
    /** Generous: only a broken test waits so long. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private final LocalCluster cluster;
    private final LocalService trigger;
    private final LocalService poller;
    private final EventLog log;
    private final EventSender sender;

    Stage() {
        cluster = LocalCluster.start(LocalPorts.free(), SuiteBroker.source(), (part, took) -> {});
        trigger =
                service(LocalService.Kind.TRIGGER, "trigger-1", cluster.ports().trigger());
        poller = service(LocalService.Kind.POLLER, "poller-1", cluster.ports().poller());
        trigger.start();
        poller.start();
        trigger.awaitReady();
        poller.awaitReady();
        log = new EventLog(cluster.client(), event -> {});
        sender = new EventSender(cluster.client());
    }

    /** Brings everything back to how each test wants to find it. */
    void prepare() {
        simulator().calm();
        cluster.registry().start();
        trigger.start();
        poller.start();
        trigger.awaitReady();
        poller.awaitReady();
    }

    /** Checks what must hold for every request after every test. */
    void verify() {
        SoftAssertions all = new SoftAssertions();
        for (String requestId : requestIds()) {
            List<RunStatus> statuses = log.statuses(requestId);
            List<RunStatus> history = log.values(EventTopics.RUN_HISTORY, requestId, RunStatus.class);
            all.assertThat(HistoryRules.broken(statuses))
                    .as("run-status of %s: %s", requestId, statuses)
                    .isEmpty();
            // Both are written in one transaction, but read one after the other.
            int both = Math.min(statuses.size(), history.size());
            all.assertThat(history.subList(0, both))
                    .as("run-history of %s", requestId)
                    .isEqualTo(statuses.subList(0, both));
            all.assertThat(log.started(requestId))
                    .as("run-started of %s", requestId)
                    .hasSizeLessThanOrEqualTo(1);
            all.assertThat(log.values(EventTopics.RUN_ACTIVITIES, requestId, RunActivity.class))
                    .as("run-activities of %s", requestId)
                    .doesNotHaveDuplicates();
        }
        all.assertAll();
    }

    /** An instance beside the two that are always there. */
    LocalService service(LocalService.Kind kind, String name, int port) {
        return cluster.service(kind, name, port);
    }

    LocalService trigger() {
        return trigger;
    }

    LocalService poller() {
        return poller;
    }

    LocalCluster cluster() {
        return cluster;
    }

    EventLog log() {
        return log;
    }

    EventSender sender() {
        return sender;
    }

    SimulatorControl simulator() {
        return cluster.simulator().control();
    }

    /** Waits for the end of a request and gives it. */
    RunStatus end(String requestId) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(log.status(requestId))
                .hasValueSatisfying(status ->
                        assertThat(status.getTerminal()).as("%s", status).isTrue()));
        return log.status(requestId).orElseThrow();
    }

    /** Waits until a request's run is running. */
    void awaitRunning(String requestId) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(log.statuses(requestId))
                .extracting(RunStatus::getStatus)
                .contains(Status.RUNNING));
    }

    /** How many runs the platforms saw that carry this text in a parameter. */
    long starts(String mark) {
        return simulator().runs().stream()
                .map(SimulatedRun::parameters)
                .filter(parameters -> parameters.contains('"' + mark + '"'))
                .count();
    }

    /** Changes one of Kafka's settings of a topic. */
    void configureTopic(String topic, String key, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        String servers = cluster.broker().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
        }
    }

    /** All dead letters so far. */
    List<Event> deadLetters() {
        return log.events().stream()
                .filter(event -> event.topic().equals(EventTopics.DEAD_LETTERS))
                .toList();
    }

    @Override
    public void close() {
        sender.close();
        log.close();
        poller.stop();
        trigger.stop();
        cluster.close();
    }

    private Set<String> requestIds() {
        return log.events().stream()
                .filter(event -> event.topic().equals(EventTopics.RUN_STATUS))
                .map(Event::key)
                .collect(Collectors.toSet());
    }
}
