package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.local.EventSender;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(StageExtension.class)
class DuplicatesTest {

    static Stream<RunRequest> shouldStartOneRunIfARequestComesTwice() {
        return Stream.of(Ask.synapse("synapse-twice"), Ask.databricks("databricks-twice"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldStartOneRunIfARequestComesTwice(RunRequest request, Stage stage) {
        stage.sender().send(request);
        stage.sender().send(request);

        assertThat(stage.end(request.getRequestId()).getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.starts(request.getRequestId())).isEqualTo(1);
    }

    @Test
    void shouldStartOneRunIfTheSecondCopyComesAfterTheEnd(Stage stage) {
        stage.sender().send(Ask.synapse("again"));
        stage.end("again");
        stage.sender().send(Ask.synapse("again"));

        // Whatever the copy could do, it would have done before a later request of the same partition ends.
        String neighbour = neighbour(stage, "again");
        stage.sender().send(Ask.databricks(neighbour));
        stage.end(neighbour);
        assertThat(stage.starts("again")).isEqualTo(1);
    }

    @Test
    void shouldStartOneRunIfTwoKindsOfProducersPlaceTheRequestDifferently(Stage stage) {
        String requestId = differentlyPlaced(stage);
        RunRequest request = Ask.synapse(requestId);

        stage.sender().send(request);
        sendLikeLibrdkafka(stage.sender(), request);

        assertThat(stage.end(requestId).getStatus()).isEqualTo(Status.SUCCESS);
        String neighbour = neighbour(stage, requestId);
        sendLikeLibrdkafka(stage.sender(), Ask.databricks(neighbour));
        assertThat(stage.end(neighbour).getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.starts(requestId)).isEqualTo(1);
    }

    private static String differentlyPlaced(Stage stage) {
        int partitions = stage.sender().partitions(EventTopics.RUN_REQUESTS);
        return IntStream.range(0, 1000)
                .mapToObj(number -> "misplaced-" + number)
                .filter(id -> murmur2(id, partitions) != crc32(id, partitions))
                .findFirst()
                .orElseThrow();
    }

    private static String neighbour(Stage stage, String requestId) {
        int partitions = stage.sender().partitions(EventTopics.RUN_REQUESTS);
        return IntStream.range(0, 10_000)
                .mapToObj(number -> requestId + "-neighbour-" + number)
                .filter(id -> murmur2(id, partitions) == murmur2(requestId, partitions)
                        && crc32(id, partitions) == crc32(requestId, partitions))
                .findFirst()
                .orElseThrow();
    }

    private static void sendLikeLibrdkafka(EventSender sender, RunRequest request) {
        int partition = crc32(request.getRequestId(), sender.partitions(EventTopics.RUN_REQUESTS));
        byte[] value = sender.bytes(EventTopics.RUN_REQUESTS, request);
        sender.send(new ProducerRecord<>(EventTopics.RUN_REQUESTS, partition, request.getRequestId(), value));
    }

    private static int murmur2(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** librdkafka's default partitioner, consistent_random, takes CRC32 of the key modulo the partitions. */
    private static int crc32(String key, int partitions) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % partitions);
    }
}
