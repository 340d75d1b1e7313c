package io.runbridge.platform.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.Response;
import io.runbridge.platform.http.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabricksFailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "START   | 400 | INVALID_PARAMETER_VALUE | Job 42 does not exist.                      | NOT_FOUND       | JOB_NOT_FOUND",
                "OBSERVE | 400 | INVALID_PARAMETER_VALUE | Run 7 does not exist.                       | NOT_FOUND       | RUN_NOT_FOUND",
                "OBSERVE | 400 | INVALID_PARAMETER_VALUE | Run: 7 in job: 8 doesn't exist              | NOT_FOUND       | RUN_NOT_FOUND",
                "CANCEL  | 400 | INVALID_PARAMETER_VALUE | Run 7 does not exist.                       | NOT_FOUND       | RUN_NOT_FOUND",
                "START   | 404 | RESOURCE_DOES_NOT_EXIST | x                                           | NOT_FOUND       | JOB_NOT_FOUND",
                "START   | 400 | RESOURCE_DOES_NOT_EXIST | x                                           | NOT_FOUND       | JOB_NOT_FOUND",
                "OBSERVE | 404 | NOT_FOUND               | x                                           | NOT_FOUND       | RUN_NOT_FOUND",
                "OBSERVE | 404 |                         | The specified update u was not found.       | NOT_FOUND       | RUN_NOT_FOUND",
                "START   | 404 |                         | The specified pipeline p was not found.     | NOT_FOUND       | JOB_NOT_FOUND",
                "START   | 404 | ENDPOINT_NOT_FOUND      | No API found for 'POST /x'                  | REJECTED        | NO_SUCH_API",
                "OBSERVE | 404 | ENDPOINT_NOT_FOUND      | x                                           | REJECTED        | NO_SUCH_API",
                "CANCEL  | 404 |                         | No API found for 'POST /x'                  | REJECTED        | NO_SUCH_API",
                "START   | 400 | INVALID_PARAMETER_VALUE | Parameter date is too long                  | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 | MALFORMED_REQUEST       | x                                           | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 | FEATURE_DISABLED        | x                                           | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 | INVALID_STATE           | The run was deleted                         | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 | QUOTA_EXCEEDED          | The quota of 12000 saved jobs is used up    | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 | INVALID_STATE           | There were already 1000 jobs created in past 3600 seconds, exceeding rate limit | THROTTLED | THROTTLED",
                "START   | 400 | QUOTA_EXCEEDED          | There were already 1000 jobs created in past 3600 seconds | THROTTLED | THROTTLED",
                "START   | 429 | REQUEST_LIMIT_EXCEEDED  | x                                           | THROTTLED       | THROTTLED",
                "START   | 400 | RESOURCE_EXHAUSTED      | x                                           | THROTTLED       | THROTTLED",
                "START   | 400 | COULD_NOT_ACQUIRE_LOCK  | x                                           | BUSY            | JOB_BUSY",
                "START   | 409 | RESOURCE_CONFLICT       | x                                           | BUSY            | JOB_BUSY",
                "START   | 409 | ABORTED                 | x                                           | BUSY            | JOB_BUSY",
                "START   | 409 |                         | x                                           | BUSY            | JOB_BUSY",
                "START   | 400 |                         | An active update already exists for pipeline 'p'. | BUSY      | JOB_BUSY",
                "START   | 400 | INVALID_STATE           | A concurrent request to run the continuous job is already in progress. Please wait | BUSY | JOB_BUSY",
                "START   | 401 | UNAUTHENTICATED         | x                                           | UNAUTHORIZED    | UNAUTHORIZED",
                "START   | 403 | PERMISSION_DENIED       | User X does not have Manage Run permissions | UNAUTHORIZED    | UNAUTHORIZED",
                "START   | 403 | PERMISSION_DENIED       | Source IP address: 1.2.3.4 is blocked by Databricks IP ACL for workspace: 1 | PAUSED | PLATFORM_PAUSED",
                "START   | 403 | 403                     | Invalid access token.                       | UNAUTHORIZED    | UNAUTHORIZED",
                "START   | 403 | 403                     | JWT has expired                             | UNAUTHORIZED    | UNAUTHORIZED",
                "START   | 403 |                         | Token is expiring within 30 seconds. (token expired) | UNAUTHORIZED | UNAUTHORIZED",
                "START   | 400 | INVALID_PARAMETER_VALUE | The task's token is of another type         | REJECTED        | PLATFORM_REJECTED",
                "START   | 400 |                         | io.jsonwebtoken.ExpiredJwtException         | UNAUTHORIZED    | UNAUTHORIZED",
                "START   | 500 | INTERNAL_ERROR          | x                                           | UNKNOWN_OUTCOME | ANSWER_LOST",
                "OBSERVE | 500 | INTERNAL_ERROR          | x                                           | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "START   | 501 | NOT_IMPLEMENTED         | x                                           | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "START   | 503 | TEMPORARILY_UNAVAILABLE | x                                           | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "START   | 503 |                         | Service Unavailable                         | UNKNOWN_OUTCOME | ANSWER_LOST",
                "START   | 504 | DEADLINE_EXCEEDED       | x                                           | UNKNOWN_OUTCOME | ANSWER_LOST",
                "CANCEL  | 504 | DEADLINE_EXCEEDED       | x                                           | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
            })
    void shouldJudge(
            Operation operation, int status, String code, String message, FailureCategory category, String errorCode) {
        // given
        String body = code == null
                ? "{\"message\":\"" + message + "\"}"
                : "{\"error_code\":\"" + code + "\",\"message\":\"" + message + "\"}";

        // when
        Failure failure = failure(operation, status, Map.of(), body);

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.code()).isEqualTo(errorCode);
        assertThat(failure.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "START   | 403 | Can Manage Run,Can Run,deleted",
                "CANCEL  | 403 | Can Manage Run",
                "OBSERVE | 403 | Can View",
                "START   | 401 | token",
                "START   | 404 | import the job again",
            })
    void shouldSayWhatToDo(Operation operation, int status, String words) {
        // then
        assertThat(failure(operation, status, Map.of(), "{}").message()).contains(words.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_PARAMETER_VALUE | Run 7 does not exist.                          | There is no such run here: check recovery",
                "INVALID_PARAMETER_VALUE | Job 7 does not exist.                          | There is no such job or pipeline here: import",
                "INVALID_STATE           | Table x of full_refresh_selection and parameter y | Declare the parameter",
                "INVALID_PARAMETER_VALUE | Job parameter day is not defined               | Declare the parameter in the job's settings",
                "INVALID_STATE           | Run 7 is still active and can't be repaired.   | A run is repaired only after it has ended",
                "INVALID_PARAMETER_VALUE | latest_repair_id is required for the second repair | A run is repaired only after it has ended",
                "INVALID_STATE           | Cannot run a full refresh on a continuous pipeline | A continuous pipeline is refreshed in full only",
                "INVALID_STATE           | A concurrent request to run the continuous job is already in progress. | A continuous job runs all the time",
            })
    void shouldExplainARefusedStart(String code, String message, String hint) {
        // then
        assertThat(failure(
                                Operation.START,
                                400,
                                Map.of(),
                                "{\"error_code\":\"" + code + "\",\"message\":\"" + message + "\"}")
                        .message())
                .contains(". " + hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                             |     | PT7S",
                "Sun, 01 Mar 2026 10:00:20 GMT |     | PT20S",
                "                              | 42s | PT42S",
                "99999999999                   |     | PT15M",
                "7                             | 42s | PT7S",
                "nonsense                      | 42s | PT42S",
            })
    void shouldWaitAsLongAsTheThrottleAsks(String header, String detail, Duration wait) {
        // given
        Map<String, List<String>> headers = header == null ? Map.of() : Map.of("retry-after", List.of(header));
        String body = detail == null ? "" : "{\"message\":\"x\",\"details\":[{\"retry_delay\":\"" + detail + "\"}]}";

        // then
        assertThat(failure(Operation.START, 429, headers, body).retryAfter()).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5",
                "soon",
                "",
                "1e9",
                "9999999999999999999999",
                "Sun, 99 Mar 2026 10:00:20 GMT",
                "2026-03-01T10:00:00Z"
            })
    void shouldBelieveNoWaitThatIsNone(String header) {
        // then
        assertThat(failure(Operation.START, 429, Map.of("retry-after", List.of(header)), "")
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void shouldReadADateByThePlatformsOwnClock() {
        // given: its clock is an hour ahead of ours
        Map<String, List<String>> headers = Map.of(
                "date", List.of("Sun, 01 Mar 2026 11:00:00 GMT"),
                "retry-after", List.of("Sun, 01 Mar 2026 11:00:20 GMT"));

        // then
        assertThat(failure(Operation.START, 429, headers, "").retryAfter()).contains(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {'error_code':6,'message':'There were already 1000 jobs created in past 3600 seconds'}       | THROTTLED",
                "400 | {'error_code':'INVALID_STATE','message':'There were already 1000 jobs created in past 3600 seconds, exceeding rate limit: 1000 job creations per 3600 seconds.'} | THROTTLED",
                "404 | {'error_code':404,'message':'x'}                          | NOT_FOUND",
                "409 | {'error_code':'ALREADY_EXISTS','message':'x'}             | BUSY",
                "409 | {'error_code':'RESOURCE_ALREADY_EXISTS','message':'x'}    | BUSY",
                "400 | {'error':'An active update already exists for pipeline'}  | BUSY",
                "400 | {'detail':'bad','status':'400','scimType':'invalidValue'} | REJECTED",
                "400 | INVALID_PARAMETER_VALUE: Run 7 does not exist             | NOT_FOUND",
                "429 | <html><body>Too many requests</body></html>               | THROTTLED",
                "500 | {'error_code':'INTERNAL_ERROR','message':''}              | UNKNOWN_OUTCOME",
                "502 | <html><title>502 Bad Gateway</title></html>               | UNKNOWN_OUTCOME",
                "404 | ``                                                        | NOT_FOUND",
                "400 | ``                                                        | REJECTED",
                "504 | ``                                                        | UNKNOWN_OUTCOME",
            })
    void shouldJudgeABodyOfAnyShape(int status, String body, FailureCategory category) {
        // then
        assertThat(failure(Operation.START, status, Map.of(), body.replace('\'', '"'))
                        .category())
                .isEqualTo(category);
    }

    @Test
    void shouldNameNoWaitIfTheThrottleNamesNone() {
        // then
        assertThat(failure(Operation.START, 429, Map.of(), "").retryAfter()).isEmpty();
    }

    private static Failure failure(Operation operation, int status, Map<String, List<String>> headers, String body) {
        HttpCall call = HttpCall.get(operation, Target.of("/x"), "do it");
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
        return DatabricksFailures.TABLE.failure(call, "lake", new Response(status, headers, body), clock);
    }
}
