package io.runbridge.acceptance;

import io.runbridge.local.Broker;
import io.runbridge.local.LocalBroker;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The suite's broker: a process, or a container where {@code RUNBRIDGE_TEST_KAFKA_IMAGE} names an image of the shape of
 * apache/kafka and a container engine answers.
 */
final class SuiteBroker {
    private static final String IMAGE = System.getenv("RUNBRIDGE_TEST_KAFKA_IMAGE");

    private SuiteBroker() {}

    static Broker.Source source() {
        boolean named = IMAGE != null && !IMAGE.isBlank();
        if (named && DockerClientFactory.instance().isDockerAvailable()) {
            return (port, folder) -> new Container(IMAGE);
        }
        return LocalBroker::start;
    }

    private static final class Container implements Broker {
        private static final Map<String, String> SETTINGS = Map.of(
                "KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000",
                "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

        private final KafkaContainer container;

        Container(String image) {
            container = new KafkaContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"))
                    .withEnv(SETTINGS);
            container.start();
        }

        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
