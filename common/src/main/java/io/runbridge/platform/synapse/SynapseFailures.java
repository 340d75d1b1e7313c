package io.runbridge.platform.synapse;

import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.PAUSED;
import static io.runbridge.platform.FailureCategory.UNAUTHORIZED;
import static io.runbridge.platform.http.Operation.CANCEL;
import static io.runbridge.platform.http.Operation.LOOK_UP;
import static io.runbridge.platform.http.Operation.OBSERVE;
import static io.runbridge.platform.http.Operation.START;

import io.runbridge.platform.http.FailureRow;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Hint;
import io.runbridge.platform.pipelines.PipelineHints;
import java.util.List;

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
            List.of(
                    Hint.of(UNAUTHORIZED, "Check tenant, client and scope").status(401),
                    Hint.of(
                                    UNAUTHORIZED,
                                    "The identity needs the Synapse RBAC roles Synapse User and, on the credential"
                                            + " WorkspaceSystemIdentity, Synapse Credential User; on a self-hosted"
                                            + " integration runtime also Synapse Compute Operator")
                            .on(START),
                    Hint.of(
                                    UNAUTHORIZED,
                                    "The identity needs the Synapse RBAC role Synapse Artifact User or Synapse"
                                            + " Monitoring Operator")
                            .on(OBSERVE, LOOK_UP),
                    Hint.of(
                                    UNAUTHORIZED,
                                    "The identity needs the Synapse RBAC role Synapse Contributor or Synapse"
                                            + " Administrator: roles that may start runs need not be allowed to cancel"
                                            + " them")
                            .on(CANCEL),
                    PipelineHints.GONE,
                    PipelineHints.REFERENCE,
                    PipelineHints.PARAMETERS,
                    Hint.of(PAUSED, "The workspace's firewall does not admit this address")));

    private SynapseFailures() {}
}
