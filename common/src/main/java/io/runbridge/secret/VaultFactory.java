package io.runbridge.secret;

import io.runbridge.auth.Credentials;
import io.runbridge.auth.TokenCache;
import io.runbridge.config.PlatformConfig;
import io.runbridge.config.VaultConfig;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.http.HttpEngine;
import io.runbridge.platform.http.PlatformApi;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the configured vaults together; makes no call. Any thread. */
public final class VaultFactory {

    private VaultFactory() {}

    /**
     * The vaults of a checked configuration.
     *
     * @param platforms whose identities key vaults are read with
     */
    public static Vaults open(
            Map<String, VaultConfig> configs, Map<String, PlatformConfig> platforms, HttpEngine engine, Clock clock) {
        Map<String, Vault> vaults = new HashMap<>();
        configs.forEach((name, config) -> vaults.put(name, vault(name, config, platforms, engine, clock)));
        return new Vaults(vaults);
    }

    private static Vault vault(
            String name, VaultConfig config, Map<String, PlatformConfig> platforms, HttpEngine engine, Clock clock) {
        return switch (config.type()) {
            case ENVIRONMENT, DIRECTORY -> local(config).orElseThrow();
            case KEY_VAULT -> {
                PlatformConfig identity = platforms.get(config.identityOf().orElseThrow());
                HttpEndpoint endpoint = engine.endpoint(config.url().orElseThrow(), identity.calls());
                TokenCache tokens = new TokenCache(Credentials.of(identity, config.scope(), clock), clock);
                yield new KeyVault(new PlatformApi(name, endpoint, tokens, KeyVault.FAILURES, clock));
            }
        };
    }

    /** A vault of this machine; empty if it is another. */
    static Optional<Vault> local(VaultConfig config) {
        return switch (config.type()) {
            case ENVIRONMENT -> Optional.of(new EnvironmentVault(config.prefix().orElseThrow(), System::getenv));
            case DIRECTORY ->
                Optional.of(new DirectoryVault(Path.of(config.folder().orElseThrow())));
            case KEY_VAULT -> Optional.empty();
        };
    }
}
