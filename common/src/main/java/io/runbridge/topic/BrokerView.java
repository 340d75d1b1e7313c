package io.runbridge.topic;

import io.runbridge.ops.StartRefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What we ask of the broker about topics, blocking, with Kafka's own exceptions. One thread. */
final class BrokerView {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerView.class);

    /** From this level on the broker fences late writes of an aborted transaction (KIP-890), on which P2 rests. */
    private static final short TRANSACTION_VERSION = 2;

    private static final String TRANSACTION_FEATURE = "transaction.version";

    private final Admin admin;

    BrokerView(Admin admin) {
        this.admin = admin;
    }

    void requireTransactionVersion() {
        FinalizedVersionRange range = get(admin.describeFeatures().featureMetadata())
                .finalizedFeatures()
                .get(TRANSACTION_FEATURE);
        int level = range == null ? 0 : range.maxVersionLevel();
        if (level < TRANSACTION_VERSION) {
            throw new StartRefusedException("The broker's feature " + TRANSACTION_FEATURE + " is at level " + level
                    + ", which can lose or repeat records of a transaction; level " + TRANSACTION_VERSION
                    + " is needed: kafka-features.sh upgrade --feature " + TRANSACTION_FEATURE + "="
                    + TRANSACTION_VERSION);
        }
    }

    /** The topics that exist and whose names are asked for. */
    Map<String, ActualTopic> topics(Predicate<String> asked) {
        Set<String> names =
                get(admin.listTopics().names()).stream().filter(asked).collect(Collectors.toCollection(TreeSet::new));
        Map<String, TopicDescription> descriptions =
                get(admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = get(
                admin.describeConfigs(names.stream().map(BrokerView::resource).toList())
                        .all());
        Map<String, ActualTopic> topics = new TreeMap<>();
        descriptions.forEach((name, topic) -> topics.put(
                name,
                new ActualTopic(
                        topic.partitions().size(),
                        topic.partitions().get(0).replicas().size(),
                        settings(configs.get(resource(name))))));
        return topics;
    }

    /** How many replicas a topic would have that is made now, also where the broker chooses. */
    int replication(WantedTopic topic) {
        NewTopic probe = newTopic(topic).configs(Map.of());
        CreateTopicsOptions dry = new CreateTopicsOptions().validateOnly(true);
        try {
            return get(admin.createTopics(List.of(probe), dry).replicationFactor(topic.name()));
        } catch (TopicExistsException | UnsupportedVersionException e) {
            LOG.atDebug().setMessage("Replication is not told").setCause(e).log();
            return topic.replicationFactor();
        }
    }

    private static NewTopic newTopic(WantedTopic topic) {
        return new NewTopic(
                topic.name(),
                Optional.of(topic.partitions()),
                Optional.of(topic.replicationFactor()).filter(factor -> factor != -1));
    }

    /** Creates topics; one that another instance made meanwhile is fine. */
    void create(List<WantedTopic> topics) {
        List<NewTopic> news = topics.stream()
                .map(topic -> newTopic(topic).configs(topic.settings()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(news).values().values()) {
            try {
                get(created);
            } catch (TopicExistsException e) {
                LOG.atDebug()
                        .setMessage("Topic was created meanwhile")
                        .setCause(e)
                        .log();
            }
        }
    }

    private static Map<String, String> settings(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (a, b) -> b, HashMap::new));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
