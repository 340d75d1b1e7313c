package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.ConfigExamples;
import io.runbridge.config.ConfigLoader;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsSettingsTest {

    private static final String KAFKA = "runbridge.kafka.properties.";

    @ParameterizedTest
    @CsvSource({
        "application.id, runbridge-test",
        "processing.guarantee, exactly_once_v2",
        "commit.interval.ms, 50",
        "poll.ms, 10",
        "group.protocol, classic",
        "ensure.explicit.internal.resource.naming, true",
        "topology.optimization, none",
        "num.standby.replicas, 1",
        "replication.factor, -1"
    })
    void shouldSetWhatTheDesignSays(String key, String value) {
        assertThat(streams(Map.of()).values().get(key)).hasToString(value);
    }

    @Test
    void shouldReachTheClientsInFact() {
        StreamsConfig config = streams(Map.of());

        assertThat(config.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("session.timeout.ms", "6000")
                .containsEntry("heartbeat.interval.ms", "2000")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("max.partition.fetch.bytes", "4194304");
        assertThat(config.getProducerConfigs("c"))
                .containsEntry("transaction.timeout.ms", "5000")
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.request.size", "4194304")
                .containsEntry("linger.ms", "5");
        assertThat(config.originalsWithPrefix("topic."))
                .containsEntry("message.timestamp.type", "LogAppendTime")
                .containsEntry("max.message.bytes", "4194304");
    }

    @Test
    void shouldLetTheOperatorChooseTheRest() {
        StreamsConfig config = streams(Map.of(
                KAFKA + "num.standby.replicas",
                "0",
                KAFKA + "producer.transaction.timeout.ms",
                "4000",
                KAFKA + "state.dir",
                "/data",
                "runbridge.topics.replication-factor",
                "3"));

        assertThat(config.getInt("num.standby.replicas")).isZero();
        assertThat(config.getProducerConfigs("c")).containsEntry("transaction.timeout.ms", "4000");
        assertThat(config.getString("state.dir")).isEqualTo("/data");
        assertThat(config.getInt("replication.factor")).isEqualTo(3);
    }

    @Test
    void shouldGiveTheAdminClientOnlyWhatItKnows() {
        Map<String, String> settings = ConfigExamples.minimal();
        settings.put(KAFKA + "security.protocol", "SSL");
        settings.put(KAFKA + "num.standby.replicas", "0");
        settings.put(KAFKA + "request.timeout.ms", "1000");
        settings.put(KAFKA + "admin.request.timeout.ms", "3000");

        assertThat(StreamsSettings.admin(ConfigLoader.fromMap(settings), "id"))
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("request.timeout.ms", "3000")
                .containsEntry("client.id", "id")
                .doesNotContainKey("num.standby.replicas");
    }

    private static StreamsConfig streams(Map<String, String> more) {
        Map<String, String> settings = ConfigExamples.minimal();
        settings.putAll(more);
        Properties properties = StreamsSettings.of(ConfigLoader.fromMap(settings), "runbridge-test", 1);
        return new StreamsConfig(properties);
    }
}
