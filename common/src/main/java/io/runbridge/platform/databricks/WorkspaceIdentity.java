package io.runbridge.platform.databricks;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.Credentials;
import io.runbridge.auth.Identity;
import io.runbridge.auth.Proof;
import io.runbridge.auth.TokenCache;
import io.runbridge.config.AuthConfig;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.http.HttpEngine;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who we are to a workspace where we are no member, but may manage it in Azure (role Contributor): each call names the
 * workspace and carries a second token, for Azure's management. Both tokens are kept and fetched anew apart. Any thread.
 * Fact: AzureUtils and AzureServicePrincipalCredentialsProvider of databricks-sdk-java 0.141.0; the audience is the
 * service management endpoint of its AzureEnvironment.
 */
public final class WorkspaceIdentity implements Identity {

    private static final String WORKSPACE = "X-Databricks-Azure-Workspace-Resource-Id";
    private static final String MANAGEMENT = "X-Databricks-Azure-SP-Management-Token";

    private final String workspaceResourceId;
    private final TokenCache tokens;
    private final TokenCache management;

    WorkspaceIdentity(String workspaceResourceId, TokenCache tokens, TokenCache management) {
        this.workspaceResourceId = workspaceResourceId;
        this.tokens = tokens;
        this.management = management;
    }

    /**
     * Who the configuration says that we are.
     *
     * @param name as the configuration names the platform
     * @throws IllegalArgumentException if a setting is of no use; names the setting, not its value
     */
    public static Identity of(String name, PlatformConfig config, HttpEngine engine, Clock clock) {
        AuthConfig auth = config.auth();
        if (auth.method() == AuthConfig.Method.OAUTH_M2M) {
            return new TokenCache(
                    new MachineTokens(name, config, engine.endpoint(config.endpoint(), config.calls()), clock), clock);
        }
        TokenCache tokens = new TokenCache(Credentials.of(config, clock), clock);
        Optional<String> workspace = auth.workspaceResourceId();
        if (workspace.isEmpty()) {
            return tokens;
        }
        String scope = auth.cloud().managementScope();
        return new WorkspaceIdentity(
                workspace.get(), tokens, new TokenCache(Credentials.of(config, scope, clock), clock));
    }

    @Override
    public CompletionStage<Answer<Proof>> proof() {
        return tokens.proof().thenCombine(management.token(), this::both);
    }

    private Answer<Proof> both(Answer<Proof> proof, Answer<BearerToken> token) {
        if (proof instanceof Answer.Success<Proof> shown && token instanceof Answer.Success<BearerToken> fetched) {
            return Answer.success(
                    shown.value().with(WORKSPACE, workspaceResourceId).with(MANAGEMENT, fetched.value()));
        }
        return proof instanceof Answer.Failed<Proof>
                ? proof
                : Answer.failed(((Answer.Failed<BearerToken>) token).failure());
    }

    /** The workspace does not say which of the two it refuses. */
    @Override
    public void refused(Proof proof) {
        tokens.refused(proof);
        management.refused(proof);
    }
}
