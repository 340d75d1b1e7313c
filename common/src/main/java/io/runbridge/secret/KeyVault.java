package io.runbridge.secret;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.http.FailureTable;
import io.runbridge.platform.http.Hint;
import io.runbridge.platform.http.HttpCall;
import io.runbridge.platform.http.IdRule;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Operation;
import io.runbridge.platform.http.PlatformApi;
import io.runbridge.platform.http.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An Azure Key Vault, whose names have letters, digits and hyphens; the latest version of a secret counts. Goes the way of
 * all other calls, so no redirect is followed, nothing is repeated, and the token goes nowhere but to the configured
 * address. Any thread. Fact: Key Vault REST 7.4, GetSecret; role: learn.microsoft.com, key-vault/general/rbac-guide.
 */
final class KeyVault implements Vault {

    /** What the vault's refusals mean; there is nothing special about them. */
    static final FailureTable FAILURES = new FailureTable(
            List.of(),
            List.of(Hint.of(
                    FailureCategory.UNAUTHORIZED, "The identity needs the role Key Vault Secrets User on the vault")));

    private static final IdRule NAME = IdRule.matching("secret name", "[A-Za-z0-9-]+", 127);
    private static final String API_VERSION = "7.4";

    private final PlatformApi api;

    KeyVault(PlatformApi api) {
        this.api = api;
    }

    @Override
    public CompletionStage<Answer<Secret>> read(SecretReference reference) {
        if (NAME.problem(reference.name()).isPresent()) {
            return CompletableFuture.completedFuture(rejected(reference, "no name can be like that"));
        }
        Target target = Target.of("/secrets").id(NAME, reference.name()).with("api-version", API_VERSION);
        return api.call(
                        HttpCall.get(Operation.LOOK_UP, target, "read secret " + reference),
                        json -> Json.string(json, "value").map(Secret::new))
                .thenApply(answer -> answer instanceof Answer.Failed<Secret> failed
                        ? translated(reference, failed.failure())
                        : answer);
    }

    private static Answer<Secret> translated(SecretReference reference, Failure failure) {
        return switch (failure.category()) {
            case NOT_FOUND, REJECTED, UNAUTHORIZED -> rejected(reference, failure.message());
            case BUSY, THROTTLED, PAUSED, UNAVAILABLE, UNKNOWN_OUTCOME ->
                Answer.failed(
                        new Failure(FailureCategory.UNAVAILABLE, UNAVAILABLE, failure.message(), failure.retryAfter()));
        };
    }

    private static Answer<Secret> rejected(SecretReference reference, String reason) {
        return Answer.failed(
                Failure.of(FailureCategory.REJECTED, NOT_FOUND, "There is no secret " + reference + ": " + reason));
    }
}
