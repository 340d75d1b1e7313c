package io.runbridge.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.runbridge.auth.Credentials;
import io.runbridge.auth.Identity;
import io.runbridge.auth.TokenCache;
import io.runbridge.config.PlatformConfig;
import io.runbridge.config.VaultConfig;
import io.runbridge.platform.databricks.DatabricksPlatform;
import io.runbridge.platform.databricks.WorkspaceIdentity;
import io.runbridge.platform.datafactory.DataFactoryPlatform;
import io.runbridge.platform.http.HttpEndpoint;
import io.runbridge.platform.http.HttpEngine;
import io.runbridge.platform.synapse.SynapsePlatform;
import io.runbridge.schemas.JobType;
import io.runbridge.secret.SecretAdapter;
import io.runbridge.secret.VaultFactory;
import io.runbridge.secret.Vaults;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * All configured platforms, ready for calls; makes none by itself. Any thread. Closing it ends calls in flight as not
 * sent or lost and takes up to ten seconds.
 */
public final class Platforms implements AutoCloseable {

    private final HttpEngine engine;
    private final Map<String, Platform> byName;

    private Platforms(HttpEngine engine, Map<String, Platform> byName) {
        this.engine = engine;
        this.byName = Map.copyOf(byName);
    }

    /**
     * Sets up all platforms of a configuration.
     *
     * @param vertx for all calls; stays open when this closes, and must not be closed before
     * @param clock for tokens, and for when an observation was true
     * @throws IllegalArgumentException if a platform's settings do not fit together; names platform and setting
     */
    public static Platforms open(Vertx vertx, Map<String, PlatformConfig> configs, Clock clock) {
        return open(vertx, configs, Map.of(), clock);
    }

    /**
     * Sets up all platforms of a configuration for one who starts runs.
     *
     * @param vaults for the secrets of their parameters
     */
    public static Platforms open(
            Vertx vertx, Map<String, PlatformConfig> configs, Map<String, VaultConfig> vaults, Clock clock) {
        HttpEngine engine = new HttpEngine(vertx);
        try {
            Vaults opened = VaultFactory.open(vaults, configs, engine, clock);
            Map<String, Platform> platforms = new TreeMap<>();
            configs.forEach((name, config) -> platforms.put(name, platform(name, config, engine, opened, clock)));
            return new Platforms(engine, platforms);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Platform platform(
            String name, PlatformConfig config, HttpEngine engine, Vaults vaults, Clock clock) {
        try {
            HttpEndpoint endpoint = engine.endpoint(config.endpoint(), config.calls());
            Ports ports = ports(name, config, endpoint, identity(name, config, engine, clock), clock);
            return new Platform(name, config, withSecrets(ports, vaults), endpoint.rateLimit());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("platforms." + name + ": " + e.getMessage(), e);
        }
    }

    private static Identity identity(String name, PlatformConfig config, HttpEngine engine, Clock clock) {
        return config.type() == PlatformType.DATABRICKS
                ? WorkspaceIdentity.of(name, config, engine, clock)
                : new TokenCache(Credentials.of(config, clock), clock);
    }

    /** The ways to one platform, which take values and no references to secrets. */
    public static Ports ports(
            String name, PlatformConfig config, HttpEndpoint endpoint, Identity identity, Clock clock) {
        return switch (config.type()) {
            case SYNAPSE -> SynapsePlatform.ports(name, config, endpoint, identity, clock);
            case DATA_FACTORY -> DataFactoryPlatform.ports(name, config, endpoint, identity, clock);
            case DATABRICKS -> DatabricksPlatform.ports(name, config, endpoint, identity, clock);
        };
    }

    private static Ports withSecrets(Ports ports, Vaults vaults) {
        Map<JobType, RunAdapter> adapters = new EnumMap<>(JobType.class);
        ports.adapters().forEach((jobType, adapter) -> adapters.put(jobType, new SecretAdapter(adapter, vaults)));
        return new Ports(adapters, ports.surveys(), ports.catalogs());
    }

    /** The platforms by the name of the configuration. */
    public Map<String, Platform> byName() {
        return byName;
    }

    /** Shows the state of every breaker as a metric. */
    public void bindTo(MeterRegistry registry) {
        byName.values().forEach(platform -> platform.bindTo(registry));
    }

    @Override
    public void close() {
        engine.close();
    }
}
