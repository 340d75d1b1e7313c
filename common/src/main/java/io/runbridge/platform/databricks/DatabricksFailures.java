package io.runbridge.platform.databricks;

import static io.runbridge.platform.FailureCategory.BUSY;
import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.PAUSED;
import static io.runbridge.platform.FailureCategory.REJECTED;
import static io.runbridge.platform.FailureCategory.THROTTLED;
import static io.runbridge.platform.FailureCategory.UNAVAILABLE;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What a workspace's refusals mean. A 503 counts as not processed, as in the vendor's SDKs, only where the service says
 * so itself: one from a gateway says nothing. Fact: error mapping and retry rules of databricks-sdk-java 0.149.0;
 * "active update" text as seen in databricks/cli; a job that does not exist is 400, 403 or 404.
 */
final class DatabricksFailures {

    /** Code of a call to an address that the workspace does not have. */
    static final String NO_SUCH_API = "NO_SUCH_API";

    /** Not always a 401; fact: databricks-sdk-go#1061, databricks-vscode#583, databrickslabs/splunk-integration#55. */
    private static final String TOKEN_ENDED =
            "\\b(token|jwt) (has|is) expir(ed|ing)|\\bExpiredJwtException\\b|^invalid access token";

    static final FailureTable TABLE = new FailureTable(
            List.of(
                    FailureRow.status(400, 499, THROTTLED).code("^(REQUEST_LIMIT_EXCEEDED|RESOURCE_EXHAUSTED)$"),
                    FailureRow.status(400, THROTTLED)
                            .code("^(INVALID_STATE|QUOTA_EXCEEDED|\\d+)$")
                            .message("in (the )?(past|last) \\d+ (second|minute|hour)|rate limit|too many requests"),
                    FailureRow.status(400, 499, BUSY).code("^COULD_NOT_ACQUIRE_LOCK$"),
                    FailureRow.status(400, 499, BUSY).message("active update already exists"),
                    FailureRow.status(400, 499, BUSY).message("concurrent request .* is already in progress"),
                    FailureRow.status(409, BUSY),
                    FailureRow.status(400, NOT_FOUND)
                            .code("^INVALID_PARAMETER_VALUE$")
                            .message("\\b(run|job|pipeline|update)\\b.*(does not exist|doesn't exist|was not found)"),
                    FailureRow.status(400, 499, NOT_FOUND).code("^RESOURCE_DOES_NOT_EXIST$"),
                    FailureRow.status(404, REJECTED)
                            .code("^ENDPOINT_NOT_FOUND$")
                            .as(NO_SUCH_API),
                    FailureRow.status(404, REJECTED).message("^No API found").as(NO_SUCH_API),
                    FailureRow.tokenRefused(400, 403).message(TOKEN_ENDED),
                    FailureRow.status(403, PAUSED).message("\\bIP (ACL|access list)"),
                    FailureRow.status(501, UNAVAILABLE).code("^NOT_IMPLEMENTED$"),
                    FailureRow.status(503, UNAVAILABLE).code("^TEMPORARILY_UNAVAILABLE$")),
            DatabricksFailures::advice);

    private DatabricksFailures() {}

    private static Optional<String> advice(Operation operation, FailureCategory category, int status) {
        return switch (category) {
            case UNAUTHORIZED ->
                Optional.of(
                        status == 401 ? "Check the token, or that the principal is a member here" : right(operation));
            case NOT_FOUND ->
                operation == Operation.START
                        ? Optional.of("There is no such job or pipeline here: import the job again")
                        : Optional.empty();
            case PAUSED -> Optional.of("The workspace's access list does not admit this address");
            case REJECTED, BUSY, THROTTLED, UNAVAILABLE, UNKNOWN_OUTCOME -> Optional.empty();
        };
    }

    private static String right(Operation operation) {
        return switch (operation) {
            case START ->
                "The identity needs Can Manage Run on the job, or Can Run on the pipeline; Databricks answers"
                        + " the same for a job that was deleted";
            case OBSERVE, LOOK_UP -> "The identity needs Can View on the job or pipeline";
            case CANCEL -> "The identity needs Can Manage Run on the job, or Can Run on the pipeline";
        };
    }
}
