package io.runbridge.platform.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunWordTest {

    @ParameterizedTest
    @CsvSource({
        "Queued, STARTING",
        "Pending, STARTING",
        "InProgress, RUNNING",
        "Running, RUNNING",
        "Canceling, RUNNING",
        "Cancelling, RUNNING",
        "Succeeded, SUCCESS",
        "Success, SUCCESS",
        "Completed, SUCCESS",
        "Failed, FAILED",
        "Failure, FAILED",
        "Error, FAILED",
        "Cancelled, CANCELLED",
        "Canceled, CANCELLED",
        "succeeded, SUCCESS",
    })
    void shouldKnowEveryDocumentedWord(String word, Status status) {
        // then
        assertThat(RunWord.status(word)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hibernating", "Succeeded ", "Success/Failed", "(missing)"})
    void shouldCallAnyOtherWordUnknown(String word) {
        // then
        assertThat(RunWord.status(word)).isEqualTo(Status.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(RunWord.class)
    void shouldHintAtWhatARunWaitsForWhereTheWorkspaceSaysNothing(RunWord word) {
        // given
        boolean waits =
                switch (word) {
                    case QUEUED, PENDING, CANCELING, CANCELLING -> true;
                    case IN_PROGRESS, RUNNING, SUCCEEDED, SUCCESS, COMPLETED -> false;
                    case FAILED, FAILURE, ERROR, CANCELLED, CANCELED -> false;
                };
        // then
        assertThat(message(word, "")).isEqualTo(RunWord.hint(word.word()));
        assertThat(message(word, "").isPresent()).isEqualTo(waits);
        assertThat(message(word, "its own text")).contains("its own text");
    }

    private static Optional<String> message(RunWord word, String said) {
        return PipelineRun.of(Json.object()
                        .put("runId", "d7d1c6a4-9a4e-4d9e-8f3c-0f0a4cfb9a10")
                        .put("status", word.word())
                        .put("message", said))
                .orElseThrow()
                .observation(Instant.EPOCH)
                .message();
    }

    @Test
    void shouldHaveNoWordTwice() {
        // then
        assertThat(RunWord.values())
                .extracting(RunWord::word)
                .doesNotHaveDuplicates()
                .hasSize(14);
    }
}
