package io.runbridge.config;

import java.util.Map;

/** Reads the secrets that a configuration only refers to, at the start of a process. May block. */
@FunctionalInterface
public interface SecretReader {

    /** A configuration that refers to no vault. */
    SecretReader NONE = (vaults, reference) -> {
        throw new IllegalArgumentException("refers to a vault, which is possible in the services only");
    };

    /**
     * The secret behind a reference.
     *
     * @param vaults as the same configuration names them
     * @throws IllegalArgumentException with half a sentence that says what is wrong; it never holds the secret
     */
    Secret read(Map<String, VaultConfig> vaults, String reference);
}
