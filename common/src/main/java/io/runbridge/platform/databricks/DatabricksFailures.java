package io.runbridge.platform.databricks;

import static io.runbridge.platform.FailureCategory.BUSY;
import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.PAUSED;
import static io.runbridge.platform.FailureCategory.REJECTED;
import static io.runbridge.platform.FailureCategory.THROTTLED;
import static io.runbridge.platform.FailureCategory.UNAUTHORIZED;
import static io.runbridge.platform.FailureCategory.UNAVAILABLE;
import static io.runbridge.platform.http.Operation.CANCEL;
import static io.runbridge.platform.http.Operation.LOOK_UP;
import static io.runbridge.platform.http.Operation.OBSERVE;
import static io.runbridge.platform.http.Operation.START;

import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Hint;
import java.util.List;

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

    /** The workspace does not admit our address, whatever is asked. */
    static final FailureRow ACCESS_LIST = FailureRow.status(403, PAUSED).message("\\bIP (ACL|access list)");

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
                    ACCESS_LIST,
                    FailureRow.status(501, UNAVAILABLE).code("^NOT_IMPLEMENTED$"),
                    FailureRow.status(503, UNAVAILABLE).code("^TEMPORARILY_UNAVAILABLE$")),
            List.of(
                    Hint.of(UNAUTHORIZED, "Check the token, or that the principal is a member here")
                            .status(401),
                    Hint.of(
                                    UNAUTHORIZED,
                                    "The identity needs Can Manage Run on the job, or Can Run on the pipeline; Databricks"
                                            + " answers the same for a job that was deleted")
                            .on(START),
                    Hint.of(UNAUTHORIZED, "The identity needs Can View on the job or pipeline")
                            .on(OBSERVE, LOOK_UP),
                    Hint.of(UNAUTHORIZED, "The identity needs Can Manage Run on the job, or Can Run on the pipeline")
                            .on(CANCEL),
                    Hint.of(NOT_FOUND, "There is no such run here: check recovery.referenceRunId")
                            .on(START)
                            .said("\\brun\\b"),
                    Hint.of(NOT_FOUND, "There is no such job or pipeline here: import the job again")
                            .on(START),
                    Hint.of(BUSY, "A continuous job runs all the time and starts one run after the other by itself")
                            .on(START)
                            .said("continuous"),
                    Hint.of(
                                    REJECTED,
                                    "A continuous pipeline is refreshed in full only once it is stopped, or by resetting"
                                            + " it in Databricks")
                            .on(START)
                            .said("full.?refresh(?!_selection)"),
                    Hint.of(
                                    REJECTED,
                                    "A run is repaired only after it has ended, and once from each end: ask for its state"
                                            + " and send the repair again under a new requestId")
                            .on(START)
                            .said("repair"),
                    Hint.of(
                                    REJECTED,
                                    "Declare the parameter in the job's settings under job parameters, then import the"
                                            + " job again")
                            .on(START)
                            .said("parameter"),
                    Hint.of(PAUSED, "The workspace's access list does not admit this address")));

    private DatabricksFailures() {}
}
