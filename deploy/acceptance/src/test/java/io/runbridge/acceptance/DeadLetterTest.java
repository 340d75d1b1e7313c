package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.Event;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.Status;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record that cannot be put aside is not skipped either. */
@ExtendWith(StageExtension.class)
class DeadLetterTest {
    private static final String LIMIT_SETTING = "max.message.bytes";

    @Test
    void shouldStopBeforeARecordWhoseDeadLetterCannotBeWritten(Stage stage) throws Exception {
        String next = "behind-an-unwritable-dead-letter";
        stage.configureTopic(EventTopics.DEAD_LETTERS, LIMIT_SETTING, "100");
        RecordMetadata poison;
        try {
            // Under one key, so that one lies behind the other.
            poison = stage.sender().send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, next, new byte[] {1, 2, 3}));
            stage.sender().send(Ask.databricks(next));
            await().atMost(Stage.LIMIT)
                    .untilAsserted(() -> assertThat(failures(stage)).isPositive());

            assertThat(stage.log().statuses(next)).isEmpty();
            assertThat(stage.log().started(next)).isEmpty();
            assertThat(stage.deadLetters()).noneMatch(letter -> isOf(letter, poison));
        } finally {
            stage.configureTopic(EventTopics.DEAD_LETTERS, LIMIT_SETTING, "4194304");
        }

        // The thread that follows the dead one, or the process that follows a dead one, goes on where it stopped.
        stage.trigger().start();
        assertThat(stage.end(next).getStatus()).isEqualTo(Status.SUCCESS);
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.deadLetters())
                .filteredOn(letter -> isOf(letter, poison))
                .hasSize(1));
    }

    private static double failures(Stage stage) throws Exception {
        return stage.trigger()
                .metrics()
                .lines()
                .filter(line -> line.startsWith("runbridge_stream_failures_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static boolean isOf(Event letter, RecordMetadata original) {
        return Objects.equals(letter.headers().get("__streams.errors.topic"), original.topic())
                && Objects.equals(
                        letter.headers().get("__streams.errors.partition"), Integer.toString(original.partition()))
                && Objects.equals(letter.headers().get("__streams.errors.offset"), Long.toString(original.offset()));
    }
}
