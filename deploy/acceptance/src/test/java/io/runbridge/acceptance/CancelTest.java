package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.EventTopics;
import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(StageExtension.class)
class CancelTest {

    static Stream<RunRequest> shouldCancelARunThatIsRunning() {
        return Stream.of(
                Ask.synapse("synapse-cancelled"),
                Ask.dataFactory("factory-cancelled"),
                Ask.databricks("databricks-cancelled"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldCancelARunThatIsRunning(RunRequest request, Stage stage) {
        String requestId = request.getRequestId();
        stage.simulator().behave(Map.of("job", request.getExternalId(), "next", 1, "outcome", "NEVER_ENDING"));
        stage.sender().send(request);
        stage.awaitRunning(requestId);

        stage.sender().send(Ask.cancel(requestId));

        assertThat(stage.end(requestId).getStatus()).isEqualTo(Status.CANCELLED);
        awaitOutcomes(stage, requestId, Outcome.ACCEPTED, Outcome.CONFIRMED);
    }

    @Test
    void shouldNeverStartARequestThatWasCancelledBefore(Stage stage) {
        stage.sender().send(Ask.cancel("cancelled-before"));
        awaitOutcomes(stage, "cancelled-before", Outcome.NOT_STARTED);

        stage.sender().send(Ask.synapse("cancelled-before"));

        assertThat(stage.end("cancelled-before").getStatus()).isEqualTo(Status.CANCELLED);
        assertThat(stage.starts("cancelled-before")).isZero();
        awaitOutcomes(stage, "cancelled-before", Outcome.NOT_STARTED);
    }

    @Test
    void shouldHonourACancelThatIsStampedInTheFarFuture(Stage stage) throws Exception {
        // By default the broker itself refuses such a stamp; an older or otherwise configured one does not.
        stage.configureTopic(
                EventTopics.CANCEL_REQUESTS, "message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        stage.simulator().behave(Map.of("job", "42", "next", 1, "outcome", "NEVER_ENDING"));
        RunRequest request = Ask.databricks("cancelled-in-2100");
        stage.sender().send(request);
        stage.awaitRunning(request.getRequestId());

        CancelRequest cancel = Ask.cancel(request.getRequestId());
        byte[] value = stage.sender().bytes(EventTopics.CANCEL_REQUESTS, cancel);
        long stamp = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
        stage.sender()
                .send(new ProducerRecord<>(EventTopics.CANCEL_REQUESTS, null, stamp, cancel.getRequestId(), value));

        assertThat(stage.end(request.getRequestId()).getStatus()).isEqualTo(Status.CANCELLED);
        stage.sender().send(Ask.databricks("behind-2100"));
        assertThat(stage.end("behind-2100").getStatus()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void shouldSayThatACancelCameTooLate(Stage stage) {
        stage.sender().send(Ask.databricks("cancelled-late"));
        stage.end("cancelled-late");

        stage.sender().send(Ask.cancel("cancelled-late"));

        awaitOutcomes(stage, "cancelled-late", Outcome.TOO_LATE);
    }

    @Test
    void shouldCancelARequestThatWaitsForItsPlatform(Stage stage) {
        stage.simulator().fault(Map.of("operation", "synapse.createRun", "count", -1, "status", 429));
        stage.sender().send(Ask.synapse("cancelled-waiting"));
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.log().statuses("cancelled-waiting"))
                .isNotEmpty());

        stage.sender().send(Ask.cancel("cancelled-waiting"));

        assertThat(stage.end("cancelled-waiting").getStatus()).isEqualTo(Status.CANCELLED);
        awaitOutcomes(stage, "cancelled-waiting", Outcome.NOT_STARTED);
        assertThat(stage.starts("cancelled-waiting")).isZero();
    }

    private static void awaitOutcomes(Stage stage, String requestId, Outcome... outcomes) {
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.log().outcomes(requestId))
                .extracting(CancelOutcome::getOutcome)
                .containsExactly(outcomes));
    }
}
