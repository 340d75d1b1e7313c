package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(StageExtension.class)
class CancelTest {

    static Stream<RunRequest> shouldCancelARunThatIsRunning() {
        return Stream.of(Ask.synapse("synapse-cancelled"), Ask.databricks("databricks-cancelled"));
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
