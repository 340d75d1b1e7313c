package io.runbridge.platform.datafactory;

import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.PAUSED;
import static io.runbridge.platform.FailureCategory.THROTTLED;
import static io.runbridge.platform.FailureCategory.UNAUTHORIZED;

import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Hint;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.pipelines.PipelineHints;
import java.util.List;

/**
 * What the refusals of Azure Resource Manager and of a factory behind it mean. A factory that is not there says nothing
 * about its runs, so it is a platform that is closed to us. There is no row for 503: no statement of the vendor says that
 * createRun was not executed then. Fact: CloudError of Data Factory REST 2018-06-01; the codes of Resource Manager:
 * learn.microsoft.com, azure-resource-manager/troubleshooting/common-deployment-errors; actions:
 * learn.microsoft.com, role-based-access-control/permissions/analytics.
 */
final class DataFactoryFailures {

    private static final String ACTIONS = "Microsoft.DataFactory/factories/";

    static final FailureTable TABLE = new FailureTable(
            List.of(
                    FailureRow.status(404, PAUSED).code("^(Subscription|ResourceGroup|ParentResource)NotFound$"),
                    // What lies in the factory is named behind a further slash.
                    FailureRow.status(404, PAUSED)
                            .code("^ResourceNotFound$")
                            .message("'Microsoft\\.DataFactory/factories/[^/']+'"),
                    FailureRow.status(400, 499, NOT_FOUND).code("^Pipeline(Run)?NotFound$")),
            List.of(
                    Hint.of(UNAUTHORIZED, "Check tenant, client and scope").status(401),
                    role(Operation.START, "pipelines/createrun/action"),
                    role(
                            Operation.OBSERVE,
                            "pipelineruns/read",
                            "querypipelineruns/action",
                            "querypipelineruns/read",
                            "pipelineruns/queryactivityruns/action"),
                    // Lists runs and reads pipelines.
                    role(Operation.LOOK_UP, "pipelines/read", "querypipelineruns/action", "querypipelineruns/read"),
                    role(Operation.CANCEL, "pipelineruns/cancel/action"),
                    PipelineHints.GONE,
                    PipelineHints.REFERENCE,
                    PipelineHints.PARAMETERS,
                    Hint.of(PAUSED, "There is no such factory for this identity: check the endpoint"),
                    Hint.of(
                            THROTTLED,
                            "Azure Resource Manager counts the calls of an identity to a whole subscription")));

    private DataFactoryFailures() {}

    /** What a custom role must allow for the call. */
    private static Hint role(Operation operation, String... actions) {
        return Hint.of(
                        UNAUTHORIZED,
                        "The identity needs the Azure role Data Factory Contributor on the factory, or a custom role that"
                                + " allows " + ACTIONS + String.join(", " + ACTIONS, actions))
                .on(operation);
    }
}
