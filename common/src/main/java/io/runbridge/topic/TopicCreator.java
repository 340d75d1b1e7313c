package io.runbridge.topic;

import io.runbridge.ops.StartRefusedException;
import io.runbridge.ops.StopSignal;
import io.runbridge.topic.TopicFault.Gravity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that are missing and checks the broker, before anything else talks to it. An existing topic is never
 * changed. Waits as long as the broker cannot be reached. One thread, blocking.
 */
public final class TopicCreator {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Since 4.0 the broker's metadata may lag a creation by a moment; longer than this it is worth a line. */
    private static final Duration METADATA_LAG = Duration.ofMillis(200);

    private final Supplier<Admin> admins;
    private final List<WantedTopic> wanted;
    private final boolean create;
    private final TopicPromises promises;
    private final StopSignal stop;

    /**
     * @param admins makes a client, which is closed after each attempt
     * @param create whether missing topics are made; if not, a missing one refuses the start
     * @param promises what existing topics are held against
     */
    public TopicCreator(
            Supplier<Admin> admins, List<WantedTopic> wanted, boolean create, TopicPromises promises, StopSignal stop) {
        this.admins = admins;
        this.wanted = List.copyOf(wanted);
        this.create = create;
        this.promises = promises;
        this.stop = stop;
    }

    /**
     * Does it.
     *
     * @param waiting told why, whenever it has to wait
     * @return what was done; empty if the stop came first
     * @throws StartRefusedException if waiting would not help: ledger topics with different partitions, settings of
     *     topics that break a promise, a broker that is too old, missing rights, settings that the broker refuses
     * @throws KafkaException caused by {@link ConfigException} if Kafka's client cannot use its own settings
     */
    public Optional<TopicReport> run(Consumer<String> waiting) {
        Duration wait = SHORTEST_WAIT;
        while (!stop.requested()) {
            try (Admin admin = admins.get()) {
                return attempt(new BrokerView(admin));
            } catch (InterruptException e) {
                stop.request();
                break;
            } catch (KafkaException e) {
                if (!worthWaiting(e)) {
                    throw misconfigured(e)
                            ? e
                            : new StartRefusedException("The broker refuses the start: " + e.getMessage(), e);
                }
                waiting.accept("broker not usable yet: " + e.getMessage());
                LOG.atWarn()
                        .setMessage("Waiting for the broker")
                        .addKeyValue("reason", e.getMessage())
                        .addKeyValue("nextTryMs", wait.toMillis())
                        .log();
            }
            stop.pause(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
        return Optional.empty();
    }

    private Optional<TopicReport> attempt(BrokerView broker) {
        broker.requireTransactionVersion();
        Map<String, ActualTopic> before = broker.topics(this::isWanted);
        List<WantedTopic> missing = TopicDecision.decide(wanted, before).missing();
        List<String> names = missing.stream().map(WantedTopic::name).toList();
        if (!missing.isEmpty() && !create) {
            throw new StartRefusedException(
                    "These topics are missing: " + names + ". Create them, or set runbridge.topics.create to true.");
        }
        create(broker, missing);
        Map<String, ActualTopic> after = before;
        while (!after.keySet().containsAll(names)) {
            if (!stop.pause(METADATA_LAG)) {
                return Optional.empty();
            }
            after = broker.topics(this::isWanted);
        }
        TopicDecision now = TopicDecision.decide(wanted, after);
        Map<String, ActualTopic> all = new TreeMap<>(after);
        all.putAll(broker.topics(promises::madeByStreams));
        judge(promises.faults(all));
        TopicReport report =
                new TopicReport(names, now.mismatches(), now.ledgerPartitions().orElseThrow(), fewestReplicas(after));
        log(report);
        return Optional.of(report);
    }

    private boolean isWanted(String name) {
        return wanted.stream().anyMatch(topic -> topic.name().equals(name));
    }

    /** Where a topic gets three replicas or more, two must have a record before it counts; Kafka asks for one. */
    private static void create(BrokerView broker, List<WantedTopic> missing) {
        if (missing.isEmpty()) {
            return;
        }
        boolean replicated = broker.replication(missing.get(0)) >= TopicPromises.SAFE_REPLICATION;
        broker.create(missing.stream()
                .map(topic -> replicated ? topic.withDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2") : topic)
                .toList());
    }

    private static int fewestReplicas(Map<String, ActualTopic> topics) {
        return topics.values().stream()
                .mapToInt(ActualTopic::replicationFactor)
                .min()
                .orElse(1);
    }

    private static void judge(List<TopicFault> faults) {
        List<String> refused = faults.stream()
                .filter(fault -> fault.gravity() == Gravity.REFUSED)
                .map(TopicFault::line)
                .toList();
        if (!refused.isEmpty()) {
            throw new StartRefusedException(
                    "Settings of topics break what Runbridge promises:\n  " + String.join("\n  ", refused));
        }
        faults.forEach(fault -> LOG.atWarn()
                .setMessage("Topic is less safe than it could be")
                .addKeyValue("topic", fault.topic())
                .addKeyValue("setting", fault.setting())
                .addKeyValue("value", fault.value())
                .addKeyValue("reason", fault.reason())
                .log());
    }

    /** A name that cannot be resolved yet is a broker that is not there yet, although Kafka calls it a configuration error. */
    private static boolean worthWaiting(KafkaException e) {
        boolean unresolved = misconfigured(e) && String.valueOf(e.getCause()).contains("No resolvable bootstrap urls");
        return unresolved || e instanceof RetriableException;
    }

    private static boolean misconfigured(KafkaException e) {
        return e instanceof ConfigException || e.getCause() instanceof ConfigException;
    }

    private static void log(TopicReport report) {
        if (report.replication() == 1) {
            LOG.atWarn()
                    .setMessage("Topics have one copy: the loss of a broker's disk loses requests and the ledger")
                    .log();
        }
        if (!report.created().isEmpty()) {
            LOG.atInfo()
                    .setMessage("Topics created")
                    .addKeyValue("topics", report.created())
                    .log();
        }
        for (TopicMismatch mismatch : report.mismatches()) {
            LOG.atWarn()
                    .setMessage("Topic differs from the configuration and is left as it is")
                    .addKeyValue("topic", mismatch.topic())
                    .addKeyValue("setting", mismatch.setting())
                    .addKeyValue("wanted", mismatch.wanted())
                    .addKeyValue("actual", mismatch.actual())
                    .log();
        }
    }
}
