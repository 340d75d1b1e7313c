package io.runbridge.platform.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.http.Json;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateStateTest {

    @ParameterizedTest
    @CsvSource({
        "QUEUED, STARTING",
        "CREATED, STARTING",
        "WAITING_FOR_RESOURCES, STARTING",
        "INITIALIZING, STARTING",
        "RESETTING, RUNNING",
        "SETTING_UP_TABLES, RUNNING",
        "RUNNING, RUNNING",
        "STOPPING, RUNNING",
        "COMPLETED, SUCCESS",
        "FAILED, FAILED",
        "CANCELED, CANCELLED",
        "canceled, CANCELLED",
        "CANCELLED, UNKNOWN",
        "IDLE, UNKNOWN",
        "HIBERNATING, UNKNOWN",
        "'', UNKNOWN",
    })
    void shouldDecodeAWord(String word, Status status) {
        // when
        Update update = Update.of(Json.object().put("update_id", "u-1").put("state", word))
                .orElseThrow();

        // then
        assertThat(update.status()).isEqualTo(status);
    }

    @Test
    void shouldKnowElevenWords() {
        // then
        assertThat(UpdateState.values()).hasSize(11);
    }

    @ParameterizedTest
    @EnumSource(UpdateState.class)
    void shouldHintAtWhatAWordThatLastsMeans(UpdateState state) {
        assertThat(state.hint().isPresent())
                .isEqualTo(
                        switch (state) {
                            case WAITING_FOR_RESOURCES, SETTING_UP_TABLES, STOPPING -> true;
                            case QUEUED, CREATED, INITIALIZING, RESETTING, RUNNING, COMPLETED, FAILED, CANCELED ->
                                false;
                        });
    }

    @Test
    void shouldReadTheTimeOfCreationInBothShapes() {
        // given
        Instant instant = Instant.ofEpochMilli(1_770_000_000_000L);

        // then
        assertThat(created(Json.object().put("update_id", "u").put("creation_time", 1_770_000_000_000L)))
                .contains(instant);
        assertThat(created(Json.object().put("update_id", "u").put("creation_time", instant.toString())))
                .contains(instant);
        assertThat(created(Json.object().put("update_id", "u"))).isEmpty();
    }

    private static Optional<Instant> created(JsonNode json) {
        return Update.of(json).orElseThrow().createdAt();
    }
}
