package io.runbridge.platform.testing;

import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.Observation;
import io.runbridge.platform.Output;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs give back, from the simulator to the observation. */
class SimulatorOutputTest {

    private SimulatorSite site;

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadThePipelinesReturnValueWhereverItIsShown(boolean onRun) {
        // given
        open(JobType.SYNAPSE_PIPELINE, "on-success");
        site.settings("{\"returnValueOnRun\":" + onRun + "}");
        gives("{\"rows\":1200,\"tables\":[\"a\",\"b\"],\"note\":\"done\",\"none\":null}");

        // then
        assertThat(ended().outputs())
                .extracting(Output::name, output -> output.value().orElse(null), output -> output.dataType()
                        .orElse(null))
                .containsExactly(
                        tuple("rows", "1200", DataType.INT),
                        tuple("tables", "[\"a\",\"b\"]", DataType.ARRAY),
                        tuple("note", "done", DataType.STRING),
                        tuple("none", null, null));
        assertThat(site.calls().contains("queryActivityruns\":{\"count\":1")).isEqualTo(!onRun);
    }

    @Test
    void shouldReadWhatTheTasksOfAWorkflowEndedWith() {
        // given
        open(JobType.DATABRICKS_WORKFLOW, "on-success");
        gives("{\"extract\":\"1200\",\"publish\":\"{\\\"table\\\":\\\"orders\\\"}\"}");

        // then
        assertThat(ended().outputs())
                .extracting(Output::name, Output::value, Output::dataType, Output::truncated)
                .containsExactly(
                        tuple("extract", Optional.of("1200"), Optional.of(DataType.INT), false),
                        tuple("publish", Optional.of("{\"table\":\"orders\"}"), Optional.of(DataType.OBJECT), false));
    }

    @ParameterizedTest
    @CsvSource({"5242880, 100, true, false", "50, 100, true, true", "5242880, 70000, false, true"})
    void shouldSayWhatIsOnlyAPart(int limit, int length, boolean shown, boolean truncated) {
        // given
        open(JobType.DATABRICKS_JOB, "on-success");
        site.settings("{\"resultBytes\":" + limit + "}");
        gives("{\"only\":\"" + "x".repeat(length) + "\"}");

        // then
        assertThat(ended().outputs()).singleElement().satisfies(output -> {
            assertThat(output.value().map(String::length))
                    .isEqualTo(shown ? Optional.of(Math.min(limit, length)) : Optional.empty());
            assertThat(output.truncated()).isEqualTo(truncated);
            assertThat(output.reference()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"SYNAPSE_PIPELINE, never", "DATABRICKS_JOB, never", "DATABRICKS_PIPELINE, always"})
    void shouldAskForNothingMore(JobType type, String policy) {
        // given
        open(type, policy);
        gives("{\"only\":\"1\"}");

        // then
        assertThat(ended().outputs()).isEmpty();
        assertThat(site.calls()).doesNotContain("queryActivityruns\":{\"count\":1", "get-output\":{\"count\":1");
    }

    private void open(JobType type, String policy) {
        Map<String, String> settings = new HashMap<>(Map.of("polls.outputs", policy));
        if (type != JobType.SYNAPSE_PIPELINE) {
            settings.putAll(Map.of("auth.method", "token", "auth.token", "dapi-local"));
        }
        site = SimulatorSite.encrypted(type, settings);
    }

    private void gives(String outputs) {
        site.control("POST", "/behaviours", "{\"durationMillis\":0,\"outputs\":" + outputs + "}");
    }

    private Observation ended() {
        StartRun start = site.start("r-1");
        String runId = success(site.adapter().start(start, () -> true)).runId();
        Observation seen = success(look(site.adapter(), new RunRef(start.jobType(), start.externalId(), runId)));
        assertThat(seen.terminal()).isTrue();
        return seen;
    }
}
