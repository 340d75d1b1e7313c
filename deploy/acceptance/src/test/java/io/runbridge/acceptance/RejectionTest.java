package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that break a rule end at once, and their status names the field and the rule. */
@ExtendWith(StageExtension.class)
class RejectionTest {

    /** A rule that is broken, the code it must end with, and a word that must be in the message. */
    @SuppressWarnings("ImmutableEnumChecker") // Its functions change nothing but what they are given.
    enum Broken {
        PLATFORM("UNKNOWN_PLATFORM", "platform", request -> request.setPlatform("nowhere")),
        JOB_TYPE("INVALID_JOB_TYPE", "jobType", request -> request.setJobType(JobType.UNKNOWN)),
        JOB_ID("INVALID_EXTERNAL_ID", "externalId", request -> request.setExternalId("nightly")),
        SAME_NAME_TWICE("INVALID_PARAMETER", "[date]", request -> request.setParameters(List.of(date("a"), date("b")))),
        NOT_A_NUMBER("INVALID_PARAMETER", "finite", request -> request.setParameters(List.of(date(Double.NaN)))),
        INFINITE("INVALID_PARAMETER", "finite", request -> request.setParameters(List.of(date(Double.MAX_VALUE * 2)))),
        TOO_MANY("INVALID_PARAMETER", "10000", request -> request.setParameters(tenThousand())),
        TIMEOUT("INVALID_TIMEOUT", "timeoutSeconds", request -> request.setTimeoutSeconds(0)),
        RECOVERY("INVALID_RECOVERY", "recovery", request -> request.setParameters(List.of())
                .setRecovery(Recovery.newBuilder().setReferenceRunId("1").build()));

        private final String code;
        private final String word;
        private final UnaryOperator<RunRequest.Builder> change;

        Broken(String code, String word, UnaryOperator<RunRequest.Builder> change) {
            this.code = code;
            this.word = word;
            this.change = change;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRejectARequestIfItBreaksARule(Broken broken, Stage stage) {
        String requestId = "rejected-" + broken.name();
        stage.sender()
                .send(broken.change
                        .apply(RunRequest.newBuilder(Ask.databricks(requestId)))
                        .build());

        RunStatus end = stage.end(requestId);

        assertThat(end.getStatus()).isEqualTo(Status.FAILED);
        assertThat(end.getError().getCode()).isEqualTo(broken.code);
        assertThat(end.getError().getMessage()).contains(broken.word);
        assertThat(stage.log().started(requestId)).isEmpty();
    }

    @Test
    void shouldNameAllProblemsOfARequestAtOnce(Stage stage) {
        String requestId = "rejected-" + "x".repeat(300);
        stage.sender()
                .send(RunRequest.newBuilder(Ask.databricks(requestId))
                        .setPlatform("nowhere")
                        .setTimeoutSeconds(-1)
                        .setParameters(List.of(date("a"), date("b")))
                        .build());

        RunStatus end = stage.end(requestId);

        assertThat(end.getStatus()).isEqualTo(Status.FAILED);
        assertThat(end.getError().getMessage()).contains("requestId", "platform", "timeoutSeconds", "[date]");
    }

    private static Parameter date(Object value) {
        return Parameter.newBuilder().setName("date").setValue(value).build();
    }

    private static List<Parameter> tenThousand() {
        return IntStream.range(0, 10_000)
                .mapToObj(number -> Parameter.newBuilder()
                        .setName("p" + number)
                        .setValue("v")
                        .build())
                .toList();
    }
}
