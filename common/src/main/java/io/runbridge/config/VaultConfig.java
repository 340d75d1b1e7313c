package io.runbridge.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** A place that has secrets; which settings are needed depends on its type. Immutable, any thread. */
public interface VaultConfig {

    /** What it is. */
    Type type();

    /** What the names of variables begin with: ENVIRONMENT. */
    Optional<String> prefix();

    /** Folder with a file for each secret: DIRECTORY. */
    Optional<String> folder();

    /** Address of the vault, https: KEY_VAULT. */
    Optional<URI> url();

    /** The platform whose identity and call settings are used: KEY_VAULT. */
    Optional<String> identityOf();

    /** OAuth scope: KEY_VAULT. */
    @WithDefault("https://vault.azure.net/.default")
    String scope();

    /** Kinds of vault. */
    enum Type {
        /** Environment variables with a prefix. */
        ENVIRONMENT,
        /** Files of a folder. */
        DIRECTORY,
        /** Azure Key Vault. */
        KEY_VAULT
    }
}
