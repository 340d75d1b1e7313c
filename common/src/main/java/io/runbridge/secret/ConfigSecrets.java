package io.runbridge.secret;

import io.runbridge.config.Secret;
import io.runbridge.config.VaultConfig;
import io.runbridge.platform.Answer;
import java.util.Map;

/**
 * Secrets of the services' own configuration. Only vaults of this machine serve it: to ask a key vault, the identity must
 * be known, which is what the configuration is read for. Stateless, any thread; blocks.
 */
public final class ConfigSecrets {

    private ConfigSecrets() {}

    /** A {@link io.runbridge.config.SecretReader}. */
    public static Secret read(Map<String, VaultConfig> vaults, String text) {
        SecretReference reference =
                SecretReference.of(text).orElseThrow(() -> new IllegalArgumentException(SecretReference.RULE));
        VaultConfig config = vaults.get(reference.vault());
        if (config == null) {
            throw new IllegalArgumentException("refers to " + reference + ", but there is no vault of that name");
        }
        Vault vault = VaultFactory.local(config)
                .orElseThrow(() -> new IllegalArgumentException("refers to " + reference
                        + ", but only vaults of type environment or directory serve the configuration itself"));
        Answer<Secret> answer = vault.read(reference).toCompletableFuture().join();
        if (answer instanceof Answer.Success<Secret> success) {
            return success.value();
        }
        String reason = ((Answer.Failed<Secret>) answer).failure().message();
        throw new IllegalArgumentException("cannot be read: " + reason);
    }
}
