package io.runbridge.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsTest {

    private static final String DAY_MS = "86400000";

    /** The contract: name, key, schema, policy, days (- for ever), bytes, time, ledger, internal. */
    @ParameterizedTest
    @CsvSource({
        "RUN_REQUESTS,    run-requests,     REQUEST_ID, RunRequest,    delete,         7,  1048576, LogAppendTime, true,  false",
        "CANCEL_REQUESTS, cancel-requests,  REQUEST_ID, CancelRequest, delete,         7,  1048576, CreateTime,    true,  false",
        "IMPORT_REQUESTS, import-requests,  PLATFORM,   ImportRequest, delete,         7,  1048576, CreateTime,    true,  false",
        "DOUBT_DECISIONS, doubt-decisions,  REQUEST_ID, DoubtDecision, delete,         7,  1048576, CreateTime,    true,  false",
        "RUN_STARTED,     run-started,      REQUEST_ID, RunStarted,    'compact,delete', 90, 1048576, CreateTime,  false, false",
        "RUN_STATUS,      run-status,       REQUEST_ID, RunStatus,     'compact,delete', 90, 1048576, CreateTime,  true,  false",
        "RUN_HISTORY,     run-history,      REQUEST_ID, RunStatus,     delete,         90, 1048576, CreateTime,    false, false",
        "CANCEL_OUTCOMES, cancel-outcomes,  REQUEST_ID, CancelOutcome, delete,         30, 1048576, CreateTime,    false, false",
        "RUN_ACTIVITIES,  run-activities,   REQUEST_ID, RunActivity,   delete,         30, 1048576, CreateTime,    false, false",
        "JOBS,            jobs,             JOB,        Job,           compact,        -,  1048576, CreateTime,    false, false",
        "IMPORT_OUTCOMES, import-outcomes,  PLATFORM,   ImportOutcome, delete,         30, 1048576, CreateTime,    false, false",
        "DEAD_LETTERS,    runbridge-dead-letters, ORIGINAL, -,         delete,         30, 4194304, CreateTime,    false, false",
        "RUN_CLAIMS,      run-claims,       REQUEST_ID, -,             delete,         7,  4194304, CreateTime,    true,  true",
        "RUN_COMMANDS,    run-commands,     REQUEST_ID, -,             delete,         7,  4194304, CreateTime,    true,  true",
        "RUN_DOUBTS,      run-doubts,       PLATFORM,   -,             delete,         7,  4194304, CreateTime,    false, true",
        "RUN_VERDICTS,    run-verdicts,     REQUEST_ID, -,             delete,         7,  4194304, CreateTime,    true,  true"
    })
    void shouldBeTheContract(
            Topics topic,
            String name,
            Topics.Key key,
            String schema,
            String policy,
            String days,
            String bytes,
            String time,
            boolean ledger,
            boolean internal) {
        assertThat(topic.topicName()).isEqualTo(name);
        assertThat(topic.key()).isEqualTo(key);
        assertThat(topic.valueSchema().map(value -> value.getName()).orElse("-"))
                .isEqualTo(schema);
        assertThat(topic.settings())
                .containsEntry("cleanup.policy", policy)
                .containsEntry("max.message.bytes", bytes)
                .containsEntry("message.timestamp.type", time);
        assertThat(topic.settings().getOrDefault("retention.ms", "-"))
                .isEqualTo(days.equals("-") ? "-" : String.valueOf(Long.parseLong(days) * Long.parseLong(DAY_MS)));
        assertThat(topic.ledger()).isEqualTo(ledger);
        assertThat(topic.internal()).isEqualTo(internal);
    }

    @Test
    void shouldAllBeInTheContractAbove() throws Exception {
        CsvSource table = Arrays.stream(TopicsTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("shouldBeTheContract"))
                .findFirst()
                .orElseThrow()
                .getAnnotation(CsvSource.class);

        assertThat(Arrays.stream(table.value()).map(row -> row.substring(0, row.indexOf(','))))
                .containsExactlyElementsOf(
                        Arrays.stream(Topics.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveANameThatToolsSortWell(Topics topic) {
        assertThat(topic.topicName()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void shouldTakeOverridesIntoWhatIsWanted() {
        var wanted = WantedTopic.all(3, 2, Map.of("run-status", Map.of("retention.ms", "5", "segment.ms", "6")));

        assertThat(wanted).hasSize(Topics.values().length).allSatisfy(topic -> {
            assertThat(topic.partitions()).isEqualTo(3);
            assertThat(topic.replicationFactor()).isEqualTo((short) 2);
        });
        assertThat(wanted)
                .filteredOn(topic -> topic.name().equals("run-status"))
                .singleElement()
                .extracting(WantedTopic::settings)
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact,delete",
                        "max.message.bytes", "1048576",
                        "message.timestamp.type", "CreateTime",
                        "retention.ms", "5",
                        "segment.ms", "6"));
    }
}
