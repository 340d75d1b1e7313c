package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.Event;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that can never be processed become dead letters, and the record behind them is processed. */
@ExtendWith(StageExtension.class)
class PoisonTest {

    /** Ways in which a record can be beyond help. */
    enum Poison {
        NOT_AVRO,
        NULL_KEY,
        NULL_VALUE,
        OTHER_KEY,
        UNKNOWN_SCHEMA_ID,
        TWO_MEGABYTES,
        LENGTH_BOMB;

        String key() {
            return this == NULL_KEY ? null : "poison-" + name();
        }

        byte[] value(Stage stage) {
            RunRequest good = Ask.synapse(this == OTHER_KEY ? "someone-else" : "poison-" + name());
            byte[] bytes = stage.sender().bytes(EventTopics.RUN_REQUESTS, good);
            return switch (this) {
                case NOT_AVRO -> new byte[] {'{', '"', 'a', '"', ':', '1', '}'};
                case NULL_KEY, OTHER_KEY -> bytes;
                case NULL_VALUE -> null;
                case UNKNOWN_SCHEMA_ID ->
                    ByteBuffer.wrap(bytes).putInt(1, 4_711_000).array();
                case TWO_MEGABYTES -> new byte[2_000_000];
                // The first field is a string whose length claims 1.6 GB, as a zigzag varint.
                case LENGTH_BOMB ->
                    ByteBuffer.allocate(10)
                            .put(bytes, 0, 5)
                            .put(new byte[] {(byte) 0x80, (byte) 0xa0, (byte) 0xf2, (byte) 0xf5, 0x0b})
                            .array();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSetPoisonAsideAndProcessTheNextRecord(Poison poison, Stage stage) throws Exception {
        stage.configureTopic(EventTopics.RUN_REQUESTS, "max.message.bytes", "3000000");
        String next = "behind-" + poison.name();
        int partition = 0;
        RecordMetadata sent = stage.sender()
                .send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, partition, poison.key(), poison.value(stage)));
        byte[] good = stage.sender().bytes(EventTopics.RUN_REQUESTS, Ask.databricks(next));
        stage.sender().send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, partition, next, good));

        assertThat(stage.end(next).getStatus()).isEqualTo(Status.SUCCESS);
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(deadLetters(stage, sent))
                .filteredOn(letter ->
                        EventTopics.RUN_REQUESTS.equals(letter.headers().get("__streams.errors.topic")))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEqualTo(poison.key());
                    assertThat(letter.headers().get("__streams.errors.exception"))
                            .isNotBlank();
                }));
        assertThat(stage.starts("poison-" + poison.name())).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {EventTopics.CANCEL_REQUESTS, EventTopics.RUN_STARTED})
    void shouldSetPoisonAsideOnTheOtherPublicTopicsToo(String topic, Stage stage) {
        String next = "behind-poison-on-" + topic;
        RecordMetadata sent = stage.sender().send(new ProducerRecord<>(topic, next, new byte[] {1, 2, 3}));
        stage.sender().send(Ask.databricks(next));

        assertThat(stage.end(next).getStatus()).isEqualTo(Status.SUCCESS);
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(deadLetters(stage, sent))
                .filteredOn(letter -> topic.equals(letter.headers().get("__streams.errors.topic")))
                .hasSize(1));
    }

    private static List<Event> deadLetters(Stage stage, RecordMetadata sent) {
        return stage.deadLetters().stream()
                .filter(letter -> Objects.equals(
                                letter.headers().get("__streams.errors.partition"), Integer.toString(sent.partition()))
                        && Objects.equals(
                                letter.headers().get("__streams.errors.offset"), Long.toString(sent.offset())))
                .toList();
    }
}
