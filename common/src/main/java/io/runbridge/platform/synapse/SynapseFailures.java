package io.runbridge.platform.synapse;

import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.PAUSED;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What a workspace's refusals mean. There is no row for 503: no statement of the vendor says that createRun was not
 * executed then, so like any 5xx it leaves a start in doubt. Fact: CloudError of Synapse REST 2020-12-01,
 * artifacts.json; azure-rest-api-specs#21516; roles: learn.microsoft.com, synapse-workspace-synapse-rbac-roles.
 */
final class SynapseFailures {

    static final FailureTable TABLE = new FailureTable(
            List.of(
                    FailureRow.status(403, PAUSED).code("^ClientIpAddressNotAuthorized$"),
                    FailureRow.status(403, PAUSED).message("^Client Ip address"),
                    FailureRow.status(400, 499, NOT_FOUND).code("^Pipeline(Run)?NotFound$")),
            SynapseFailures::advice);

    private SynapseFailures() {}

    private static Optional<String> advice(Operation operation, FailureCategory category, int status) {
        return switch (category) {
            case UNAUTHORIZED -> Optional.of(status == 401 ? "Check tenant, client and scope" : role(operation));
            case NOT_FOUND ->
                operation == Operation.START
                        ? Optional.of("There is no published pipeline of this name: import the job again")
                        : Optional.empty();
            case PAUSED -> Optional.of("The workspace's firewall does not admit this address");
            case REJECTED, BUSY, THROTTLED, UNAVAILABLE, UNKNOWN_OUTCOME -> Optional.empty();
        };
    }

    private static String role(Operation operation) {
        return switch (operation) {
            case START ->
                "The identity needs the Synapse RBAC roles Synapse User and, on the credential"
                        + " WorkspaceSystemIdentity, Synapse Credential User; on a self-hosted integration runtime also"
                        + " Synapse Compute Operator";
            case OBSERVE, LOOK_UP ->
                "The identity needs the Synapse RBAC role Synapse Artifact User or Synapse" + " Monitoring Operator";
            case CANCEL ->
                "The identity needs the Synapse RBAC role Synapse Contributor or Synapse Administrator:"
                        + " roles that may start runs need not be allowed to cancel them";
        };
    }
}
