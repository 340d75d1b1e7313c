package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A run that its platform never begins is called stuck, with the cause, and cancelled where that is configured. */
@ExtendWith(StageExtension.class)
class StuckTest {
    private static final String POLLS = "-Drunbridge.platforms.databricks-local.polls.";

    @BeforeEach
    void shortenPatience(Stage stage) {
        stage.poller().stop();
        stage.poller()
                .start(List.of(POLLS + "stuck-after.STARTING=3s", POLLS + "stuck-cancel=true"))
                .awaitReady();
    }

    @AfterEach
    void restorePatience(Stage stage) {
        stage.poller().stop();
    }

    @Test
    void shouldPublishAndCancelARunThatNeverStarts(Stage stage) {
        RunRequest request = Ask.databricks("never-started");
        stage.simulator().behave(Map.of("job", request.getExternalId(), "next", 1, "outcome", "NEVER_STARTING"));

        stage.sender().send(request);

        assertThat(stage.end("never-started").getStatus()).isEqualTo(Status.CANCELLED);
        assertThat(stage.log().statuses("never-started"))
                .filteredOn(status ->
                        status.getMessage() != null && status.getMessage().startsWith("Stuck in "))
                .extracting(RunStatus::getStatus)
                .containsExactly(Status.STARTING);
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.log().outcomes("never-started"))
                .extracting(CancelOutcome::getOutcome)
                .containsExactly(Outcome.ACCEPTED, Outcome.CONFIRMED));
        assertThat(stage.log().outcomes("never-started"))
                .extracting(CancelOutcome::getCancelId)
                .allMatch(cancelId -> cancelId.startsWith("stuck-"));
    }
}
