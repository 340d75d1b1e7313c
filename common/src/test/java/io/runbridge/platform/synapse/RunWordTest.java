package io.runbridge.platform.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void shouldHaveNoWordTwice() {
        // then
        assertThat(RunWord.values())
                .extracting(RunWord::word)
                .doesNotHaveDuplicates()
                .hasSize(14);
    }
}
