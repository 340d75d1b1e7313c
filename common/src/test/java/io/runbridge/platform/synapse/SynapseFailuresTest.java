package io.runbridge.platform.synapse;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.Response;
import io.runbridge.platform.http.Target;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynapseFailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "START   | 404 | PipelineNotFound             | x                              | NOT_FOUND       | JOB_NOT_FOUND",
                "START   | 400 | PipelineNotFound             | x                              | NOT_FOUND       | JOB_NOT_FOUND",
                "START   | 404 | Whatever                     | x                              | NOT_FOUND       | JOB_NOT_FOUND",
                "OBSERVE | 404 | PipelineRunNotFound          | x                              | NOT_FOUND       | RUN_NOT_FOUND",
                "OBSERVE | 400 | PipelineRunNotFound          | x                              | NOT_FOUND       | RUN_NOT_FOUND",
                "CANCEL  | 404 | x                            | x                              | NOT_FOUND       | RUN_NOT_FOUND",
                "START   | 403 | Unauthorized                 | The principal has no permission | UNAUTHORIZED   | UNAUTHORIZED",
                "START   | 403 | ClientIpAddressNotAuthorized | Client Ip address : 1.2.3.4    | PAUSED          | PLATFORM_PAUSED",
                "OBSERVE | 403 | Forbidden                    | Client Ip address : 1.2.3.4    | PAUSED          | PLATFORM_PAUSED",
                "START   | 400 | ReferencedPipelineRunNotValid | Referenced run is not valid   | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 | BadRequest                   | retries must be an integer     | REJECTED        | PLATFORM_REJECTED",
                "START   | 429 | TooManyRequests              | x                              | THROTTLED       | THROTTLED",
                "START   | 503 | ServiceUnavailable           | x                              | UNKNOWN_OUTCOME | ANSWER_LOST",
                "START   | 500 | InternalServerError          | x                              | UNKNOWN_OUTCOME | ANSWER_LOST",
                "START   | 504 | GatewayTimeout               | x                              | UNKNOWN_OUTCOME | ANSWER_LOST",
                "OBSERVE | 503 | ServiceUnavailable           | x                              | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "CANCEL  | 500 | x                            | x                              | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "LOOK_UP | 502 | x                            | x                              | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
            })
    void shouldJudge(
            Operation operation, int status, String code, String message, FailureCategory category, String errorCode) {
        // when
        Failure failure =
                failure(operation, status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.code()).isEqualTo(errorCode);
        assertThat(failure.message()).contains(code + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "START   | 403 | Synapse User,Synapse Credential User,WorkspaceSystemIdentity",
                "CANCEL  | 403 | Synapse Contributor,Synapse Administrator",
                "OBSERVE | 403 | Synapse Artifact User",
                "LOOK_UP | 403 | Synapse Monitoring Operator",
                "START   | 401 | tenant",
                "START   | 404 | import the job again",
            })
    void shouldSayWhatToDo(Operation operation, int status, String words) {
        // when
        Failure failure = failure(operation, status, "{}");

        // then
        assertThat(failure.message()).contains(words.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ReferencedPipelineRunNotValid | Referenced pipeline run id x is not a valid run id. | Check recovery.referenceRunId",
                "BadRequest | retries must be an integer                          | Compare the request's parameters",
                "BadRequest | The parameter 'since' has no value                  | Compare the request's parameters",
            })
    void shouldExplainARefusedStart(String code, String message, String hint) {
        // when
        Failure failure = failure(
                Operation.START, 400, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");

        // then
        assertThat(failure.message()).contains(". " + hint);
    }

    @Test
    void shouldNotCallAWallOfHtmlMoreThanItIs() {
        // when
        Failure failure = failure(Operation.START, 502, "<html><title>502 Bad Gateway</title></html>");

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
        assertThat(failure.message()).endsWith("it answered 502 502 Bad Gateway");
    }

    private static Failure failure(Operation operation, int status, String body) {
        HttpCall call = HttpCall.get(operation, Target.of("/x"), "do it");
        return SynapseFailures.TABLE.failure(call, "lake", new Response(status, Map.of(), body), Clock.systemUTC());
    }
}
