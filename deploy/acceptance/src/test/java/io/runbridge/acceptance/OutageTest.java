package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.EventTopics;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class OutageTest {

    @Test
    void shouldMakeNoDeadLetterOfAGoodRecordWhileTheRegistryIsAway(Stage stage) {
        int before = stage.deadLetters().size();
        // A service that starts without the registry knows no schema yet and has to ask for each.
        stage.trigger().stop();
        ProducerRecord<String, byte[]> record = record(stage, Ask.synapse("registry-away"));
        stage.cluster().registry().stop();
        stage.trigger().start();
        stage.sender().send(record);
        await().atMost(Stage.LIMIT).untilAsserted(() -> {
            assertThat(stage.trigger().answer("/health/live")).hasValue(200);
            assertThat(stage.trigger().answer("/health/ready")).hasValue(503);
        });

        stage.cluster().registry().start();

        assertThat(stage.end("registry-away").getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.deadLetters()).hasSize(before);
        assertThat(stage.starts("registry-away")).isEqualTo(1);
    }

    @Test
    void shouldNotBeHeldUpByARequestFromTheFarFuture(Stage stage) {
        RunRequest future = RunRequest.newBuilder(Ask.synapse("year-2100"))
                .setRequestedAt(Instant.parse("2100-01-01T00:00:00Z"))
                .build();
        long stamp = future.getRequestedAt().toEpochMilli();
        byte[] value = stage.sender().bytes(EventTopics.RUN_REQUESTS, future);
        stage.sender().send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, 0, stamp, "year-2100", value));
        byte[] next = stage.sender().bytes(EventTopics.RUN_REQUESTS, Ask.databricks("year-now"));
        stage.sender().send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, 0, "year-now", next));

        assertThat(stage.end("year-2100").getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.end("year-now").getStatus()).isEqualTo(Status.SUCCESS);
    }

    private static ProducerRecord<String, byte[]> record(Stage stage, RunRequest request) {
        byte[] value = stage.sender().bytes(EventTopics.RUN_REQUESTS, request);
        return new ProducerRecord<>(EventTopics.RUN_REQUESTS, request.getRequestId(), value);
    }
}
