package io.runbridge.secret;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Environment variables of the process whose names begin with a prefix; others are out of reach. Any thread. */
record EnvironmentVault(String prefix, UnaryOperator<String> environment) implements Vault {

    @Override
    public CompletionStage<Answer<Secret>> read(SecretReference reference) {
        Optional<String> value = Optional.ofNullable(environment.apply(prefix + reference.name()));
        return CompletableFuture.completedFuture(value.map(text -> Answer.success(new Secret(text)))
                .orElseGet(() -> Answer.failed(Failure.of(
                        FailureCategory.REJECTED,
                        NOT_FOUND,
                        "There is no secret " + reference + ": the environment has no variable " + prefix
                                + reference.name()))));
    }
}
