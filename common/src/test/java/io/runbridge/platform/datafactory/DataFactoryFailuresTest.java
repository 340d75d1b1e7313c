package io.runbridge.platform.datafactory;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.JobType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFactoryFailuresTest {

    private static final JobType TYPE = JobType.DATA_FACTORY_PIPELINE;
    private static final RunRef RUN = new RunRef(TYPE, "copy", "r-1");

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start   | 403 | AuthorizationFailed   | The client x does not have authorization | UNAUTHORIZED    | UNAUTHORIZED",
                "observe | 403 | AuthorizationFailed   | The client x does not have authorization | UNAUTHORIZED    | UNAUTHORIZED",
                "start   | 401 | AuthenticationFailed  | Authentication failed                    | UNAUTHORIZED    | UNAUTHORIZED",
                "start   | 404 | PipelineNotFound      | x                                        | NOT_FOUND       | JOB_NOT_FOUND",
                "start   | 400 | PipelineNotFound      | x                                        | NOT_FOUND       | JOB_NOT_FOUND",
                "start   | 404 | Whatever              | x                                        | NOT_FOUND       | JOB_NOT_FOUND",
                "observe | 404 | PipelineRunNotFound   | x                                        | NOT_FOUND       | RUN_NOT_FOUND",
                "cancel  | 404 | x                     | x                                        | NOT_FOUND       | RUN_NOT_FOUND",
                "start   | 404 | ResourceNotFound      | The Resource 'Microsoft.DataFactory/factories/f' under resource group 'g' was not found | PAUSED | PLATFORM_PAUSED",
                "observe | 404 | ResourceNotFound      | The Resource 'microsoft.datafactory/factories/f' under resource group 'g' was not found | PAUSED | PLATFORM_PAUSED",
                "start   | 404 | ResourceNotFound      | The Resource 'Microsoft.DataFactory/factories/f/pipelines/p' was not found | NOT_FOUND | JOB_NOT_FOUND",
                "lookUp  | 404 | ParentResourceNotFound | Parent resource 'f' not found             | PAUSED          | PLATFORM_PAUSED",
                "lookUp  | 404 | ResourceGroupNotFound | Resource group 'g' could not be found    | PAUSED          | PLATFORM_PAUSED",
                "cancel  | 404 | SubscriptionNotFound  | The subscription 's' could not be found  | PAUSED          | PLATFORM_PAUSED",
                "start   | 400 | BadRequest            | retries must be an integer               | REJECTED        | PLATFORM_REJECTED",
                "start   | 409 | Conflict              | x                                        | REJECTED        | PLATFORM_REJECTED",
                "start   | 429 | TooManyRequests       | x                                        | THROTTLED       | THROTTLED",
                "start   | 500 | InternalServerError   | x                                        | UNKNOWN_OUTCOME | ANSWER_LOST",
                "start   | 503 | ServiceUnavailable    | x                                        | UNKNOWN_OUTCOME | ANSWER_LOST",
                "start   | 504 | GatewayTimeout        | x                                        | UNKNOWN_OUTCOME | ANSWER_LOST",
                "observe | 503 | ServiceUnavailable    | x                                        | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "cancel  | 500 | x                     | x                                        | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
                "lookUp  | 502 | x                     | x                                        | UNAVAILABLE     | PLATFORM_UNAVAILABLE",
            })
    void shouldJudge(String call, int status, String code, String message, FailureCategory category, String errorCode) {
        // when
        Failure failure =
                failure(call, status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}");

        // then
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.code()).isEqualTo(errorCode);
        assertThat(failure.message()).contains(code + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start   | 403 | Data Factory Contributor,Microsoft.DataFactory/factories/pipelines/createrun/action",
                "cancel  | 403 | Data Factory Contributor,Microsoft.DataFactory/factories/pipelineruns/cancel/action",
                "observe | 403 | Microsoft.DataFactory/factories/pipelineruns/read,Microsoft.DataFactory/factories/querypipelineruns/action,queryactivityruns/action",
                "lookUp  | 403 | Microsoft.DataFactory/factories/pipelines/read,Microsoft.DataFactory/factories/querypipelineruns/read",
                "start   | 401 | tenant",
                "start   | 404 | import the job again",
                "start   | 429 | whole subscription",
            })
    void shouldSayWhatToDo(String call, int status, String words) {
        // then
        assertThat(failure(call, status, "{}").message()).contains(words.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource({"start", "observe", "cancel", "lookUp"})
    void shouldAskForTheEndpointIfTheFactoryIsNotThere(String call) {
        // then
        assertThat(failure(call, 404, "{\"error\":{\"code\":\"ResourceGroupNotFound\",\"message\":\"x\"}}")
                        .message())
                .contains("check the endpoint");
    }

    private Failure failure(String call, int status, String body) {
        platform = new LocalPlatform(PlatformType.DATA_FACTORY, Map.of(), request -> Reply.json(status, body));
        RunAdapter adapter = platform.adapter(TYPE);
        return switch (call) {
            case "start" -> LocalPlatform.failure(adapter.start(Starts.of(TYPE, "copy"), () -> true));
            case "observe" -> LocalPlatform.failure(LocalPlatform.look(adapter, RUN));
            case "cancel" -> LocalPlatform.failure(adapter.cancel(RUN));
            case "lookUp" -> LocalPlatform.failure(adapter.lookUp(Set.of("copy"), Instant.EPOCH));
            default -> throw new IllegalArgumentException(call);
        };
    }
}
