package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunOutput;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventPrinterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    static Stream<Arguments> shouldPrintWhatHappened() {
        CancelRequest cancel = CancelRequest.newBuilder()
                .setRequestId("r-1")
                .setReason("too late")
                .setRequestedAt(Samples.AT)
                .build();
        CancelOutcome outcome = CancelOutcome.newBuilder()
                .setRequestId("r-1")
                .setCancelId("c")
                .setOutcome(Outcome.ACCEPTED)
                .setAt(Samples.AT)
                .build();
        RunStarted started = RunStarted.newBuilder()
                .setRequestId("r-1")
                .setPlatform("lake")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("43")
                .setRunId("7001")
                .setAdopted(true)
                .setNextSequence(0)
                .setRequestedAt(Samples.AT)
                .setStartedAt(Samples.AT)
                .build();
        RunActivity activity = RunActivity.newBuilder()
                .setRequestId("r-1")
                .setPlatform("lake")
                .setRunId("7001")
                .setName("load")
                .setStatus(Status.FAILED)
                .setMessage("no\nnumber")
                .build();
        RunStatus giving = Samples.status(
                2,
                Status.SUCCESS,
                "Succeeded",
                new RunOutput("rows", "1200", DataType.INT, false, null),
                new RunOutput("table", null, null, true, "7002"));
        return Stream.of(
                Arguments.of("run-status", giving, "#2 SUCCESS (Succeeded) rows=1200 table=..."),
                Arguments.of("run-activities", activity, "load FAILED: no number"),
                Arguments.of("run-requests", Samples.request("r-1"), "DATABRICKS_JOB 43 on lake"),
                Arguments.of("cancel-requests", cancel, "cancel (too late)"),
                Arguments.of("cancel-outcomes", outcome, "ACCEPTED"),
                Arguments.of("run-started", started, "run 7001 (found again)"),
                Arguments.of("run-status", Samples.status(0, Status.STARTING, null), "#0 STARTING"),
                Arguments.of("run-status", Samples.status(1, Status.RUNNING, "RUNNING"), "#1 RUNNING (RUNNING)"),
                Arguments.of("run-status", Samples.failed(2, "BAD_ID", "no\nnumber"), "#2 FAILED: BAD_ID no number"));
    }

    @ParameterizedTest
    @MethodSource
    void shouldPrintWhatHappened(String topic, SpecificRecord value, String what) {
        printer(Palette.BARE).accept(Samples.event(topic, value));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("03:04:05.678  " + topic)
                .endsWith(" " + what + System.lineSeparator());
    }

    @Test
    void shouldAlignTheColumnsOfAllTopics() {
        EventPrinter printer = printer(Palette.BARE);
        printer.printHeading();
        printer.accept(Samples.event("run-requests", Samples.request("r-1")));
        printer.accept(Samples.event("run-status", Samples.status(0, Status.RUNNING, null)));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .extracting(line -> line.substring(31, 36).strip())
                .containsExactly("reque", "r-1", "r-1");
    }

    @Test
    void shouldShowTheErrorHeadersOfADeadLetter() {
        printer(Palette.BARE)
                .accept(new Event(
                        Samples.AT,
                        "runbridge-dead-letters",
                        null,
                        Optional.empty(),
                        Map.of("__streams.errors.exception", "no magic byte", "traceparent", "00-1")));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("no magic byte")
                .doesNotContain("00-1");
    }

    @Test
    void shouldLeaveOutTheHistoryThatRepeatsTheStatus() {
        printer(Palette.BARE).accept(Samples.event("run-history", Samples.status(0, Status.RUNNING, null)));

        assertThat(bytes.size()).isZero();
    }

    @Test
    void shouldColourOnlyIfAsked() {
        printer(Palette.COLOURED).accept(Samples.event("run-status", Samples.status(1, Status.SUCCESS, null)));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .startsWith("\u001b[32m")
                .contains("\u001b[0m");
    }

    private EventPrinter printer(Palette palette) {
        return new EventPrinter(out, palette, ZoneOffset.UTC);
    }
}
