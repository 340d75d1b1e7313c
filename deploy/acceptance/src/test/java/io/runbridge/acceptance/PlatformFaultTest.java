package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a platform answers, a request ends with the right status and its run is started at most once. */
@ExtendWith(StageExtension.class)
class PlatformFaultTest {
    private static final String SYNAPSE_START = "synapse.createRun";
    private static final String DATABRICKS_START = "jobs.run-now";

    /** What the platform does with the start, in the words of the simulator's control API, and how the request must end. */
    private record Case(String name, Map<String, Object> fault, Status status, Optional<String> code, int starts) {
        static Case survived(String name, Map<String, Object> fault) {
            return new Case(name, fault, Status.SUCCESS, Optional.empty(), 1);
        }

        static Case failed(String name, Map<String, Object> fault, String code) {
            return new Case(name, fault, Status.FAILED, Optional.of(code), 0);
        }

        RunRequest request() {
            return fault.get("operation").equals(SYNAPSE_START)
                    ? Ask.synapse(requestId())
                    : Ask.databricks(requestId());
        }

        String requestId() {
            return "fault-" + name;
        }

        /** Hits only the start of this case's request, by the parameter that carries its id. */
        Map<String, Object> aimed() {
            Map<String, Object> aimed = new HashMap<>(fault);
            aimed.put("contains", '"' + requestId() + '"');
            return aimed;
        }
    }

    private static final Case[] CASES = {
        Case.survived("throttled", synapse(Map.of("status", 429, "retryAfterSeconds", 1, "count", 2))),
        Case.survived("firewall", synapse(Map.of("status", 403, "code", "ClientIpAddressNotAuthorized"))),
        Case.survived("error", synapse(Map.of("status", 500))),
        Case.survived("unavailable", synapse(Map.of("status", 503))),
        Case.survived("page", synapse(Map.of("status", 502, "body", "HTML"))),
        Case.survived("page-behind-start", synapse(Map.of("status", 502, "body", "HTML", "execute", "AT_ONCE"))),
        Case.survived("timeout-behind-start", synapse(Map.of("status", 504, "execute", "AT_ONCE"))),
        Case.survived("nonsense", synapse(Map.of("status", 200, "body", "GARBAGE", "execute", "AT_ONCE"))),
        Case.survived("empty", synapse(Map.of("status", 202, "body", "EMPTY", "execute", "AT_ONCE"))),
        Case.survived("reset", synapse(Map.of("wire", "RESET"))),
        Case.survived("reset-behind-start", synapse(Map.of("wire", "RESET", "execute", "AT_ONCE"))),
        Case.survived("silence", synapse(Map.of("wire", "HANG", "execute", "AT_ONCE"))),
        Case.survived("late", synapse(Map.of("status", 504, "execute", "LATE", "lateMillis", 3000))),
        Case.failed("role", synapse(Map.of("status", 403, "code", "Unauthorized", "count", -1)), "UNAUTHORIZED"),
        Case.failed("token", synapse(Map.of("status", 401, "count", -1)), "UNAUTHORIZED"),
        Case.failed("refused", synapse(Map.of("status", 400, "code", "BadRequest")), "PLATFORM_REJECTED"),
        Case.survived("jobs-throttled", databricks(Map.of("status", 429))),
        Case.survived("jobs-error-behind-start", databricks(Map.of("status", 500, "execute", "AT_ONCE"))),
        Case.survived("jobs-reset-behind-start", databricks(Map.of("wire", "RESET", "execute", "AT_ONCE"))),
        Case.survived("jobs-silence", databricks(Map.of("wire", "HANG", "execute", "AT_ONCE"))),
        Case.survived("jobs-nonsense", databricks(Map.of("status", 200, "body", "GARBAGE", "execute", "AT_ONCE"))),
        Case.failed("jobs-role", databricks(Map.of("status", 403, "code", "PERMISSION_DENIED")), "UNAUTHORIZED"),
    };

    /** All at once, because each start whose answer was lost takes the settle time. */
    @TestFactory
    Stream<DynamicTest> shouldStartAtMostOneRun(Stage stage) {
        for (Case each : CASES) {
            stage.simulator().fault(each.aimed());
            stage.sender().send(each.request());
        }
        return Arrays.stream(CASES).map(each -> DynamicTest.dynamicTest(each.name, () -> check(each, stage)));
    }

    @Test
    void shouldNotLetFailedLooksHarmARun(Stage stage) {
        for (String operation : new String[] {"synapse.getRun", "synapse.queryPipelineRuns", "jobs.runs/*"}) {
            stage.simulator().fault(Map.of("operation", operation, "status", 500, "count", 2));
            stage.simulator().fault(Map.of("operation", operation, "status", 502, "body", "HTML", "count", 2));
            stage.simulator().fault(Map.of("operation", operation, "wire", "RESET", "count", 2));
        }
        stage.sender().send(Ask.synapse("looked-badly-synapse"));
        stage.sender().send(Ask.databricks("looked-badly-databricks"));

        assertThat(stage.end("looked-badly-synapse").getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.end("looked-badly-databricks").getStatus()).isEqualTo(Status.SUCCESS);
    }

    private static void check(Case each, Stage stage) {
        RunStatus end = stage.end(each.requestId());
        assertThat(end.getStatus()).as("%s", end).isEqualTo(each.status);
        each.code.ifPresent(code -> assertThat(end.getError().getCode()).isEqualTo(code));
        assertThat(stage.starts(each.requestId())).isEqualTo(each.starts);
    }

    private static Map<String, Object> synapse(Map<String, Object> fault) {
        return with(SYNAPSE_START, fault);
    }

    private static Map<String, Object> databricks(Map<String, Object> fault) {
        return with(DATABRICKS_START, fault);
    }

    private static Map<String, Object> with(String operation, Map<String, Object> fault) {
        Map<String, Object> whole = new HashMap<>(fault);
        whole.put("operation", operation);
        return whole;
    }
}
