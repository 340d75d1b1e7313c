package io.runbridge.platform.datafactory;

import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.PAUSED;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the refusals of Azure Resource Manager and of a factory behind it mean. A factory that is not there says nothing
 * about its runs, so it is a platform that is closed to us. There is no row for 503: no statement of the vendor says that
 * createRun was not executed then. Fact: CloudError of Data Factory REST 2018-06-01; the codes of Resource Manager:
 * learn.microsoft.com, azure-resource-manager/troubleshooting/common-deployment-errors; actions:
 * learn.microsoft.com, role-based-access-control/permissions/analytics.
 */
final class DataFactoryFailures {

    private static final String ACTIONS = "Microsoft.DataFactory/factories/";

    /** What a custom role must allow; LOOK_UP lists runs and reads pipelines. */
    private static final Map<Operation, List<String>> NEEDED = Map.of(
            Operation.START, List.of("pipelines/createrun/action"),
            Operation.OBSERVE,
                    List.of(
                            "pipelineruns/read",
                            "querypipelineruns/action",
                            "querypipelineruns/read",
                            "pipelineruns/queryactivityruns/action"),
            Operation.LOOK_UP, List.of("pipelines/read", "querypipelineruns/action", "querypipelineruns/read"),
            Operation.CANCEL, List.of("pipelineruns/cancel/action"));

    static final FailureTable TABLE = new FailureTable(
            List.of(
                    FailureRow.status(404, PAUSED).code("^(Subscription|ResourceGroup)NotFound$"),
                    // What lies in the factory is named behind a further slash.
                    FailureRow.status(404, PAUSED)
                            .code("^ResourceNotFound$")
                            .message("'Microsoft\\.DataFactory/factories/[^/']+'"),
                    FailureRow.status(400, 499, NOT_FOUND).code("^Pipeline(Run)?NotFound$")),
            DataFactoryFailures::advice);

    private DataFactoryFailures() {}

    private static Optional<String> advice(Operation operation, FailureCategory category, int status) {
        return switch (category) {
            case UNAUTHORIZED -> Optional.of(status == 401 ? "Check tenant, client and scope" : role(operation));
            case NOT_FOUND ->
                operation == Operation.START
                        ? Optional.of("There is no published pipeline of this name: import the job again")
                        : Optional.empty();
            case PAUSED -> Optional.of("There is no such factory for this identity: check the endpoint");
            case THROTTLED ->
                Optional.of("Azure Resource Manager counts the calls of an identity to a whole subscription");
            case REJECTED, BUSY, UNAVAILABLE, UNKNOWN_OUTCOME -> Optional.empty();
        };
    }

    private static String role(Operation operation) {
        return "The identity needs the Azure role Data Factory Contributor on the factory, or a custom role that allows "
                + ACTIONS + String.join(", " + ACTIONS, NEEDED.get(operation));
    }
}
