package io.runbridge.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;

/** Everything the two services can be told, under the key {@code runbridge}. Immutable, any thread. */
@ConfigMapping(prefix = "runbridge")
public interface RunbridgeConfig {

    /** Kafka clients and Streams. */
    @Valid
    KafkaConfig kafka();

    /** The schema registry. */
    @Valid
    RegistryConfig schemaRegistry();

    /** Topics made at start. */
    @Valid
    TopicsConfig topics();

    /** The trigger-service. */
    @Valid
    TriggerConfig trigger();

    /** The poller-service. */
    @Valid
    PollerConfig poller();

    /** Platforms by name: letters, digits, hyphens. */
    Map<String, @Valid PlatformConfig> platforms();

    /** Vaults by name, for secrets that requests refer to: letters, digits, hyphens. */
    Map<String, @Valid VaultConfig> vaults();

    /** Kafka clients and Streams. */
    interface KafkaConfig {
        /** Any setting of Kafka's clients or of Streams under its official name, e.g. {@code bootstrap.servers}. */
        Map<String, @WithConverter(VerbatimText.class) String> properties();
    }

    /** The schema registry. */
    interface RegistryConfig {
        /** Any setting of the Confluent client under its official name, e.g. {@code schema.registry.url}. */
        Map<String, @WithConverter(VerbatimText.class) String> properties();

        /** Whether the contract's subjects are registered at start. */
        @WithDefault("true")
        boolean registerContract();
    }

    /** Topics made at start. */
    interface TopicsConfig {
        /** Whether missing topics are created; an existing one is never changed. */
        @WithDefault("true")
        boolean create();

        /** Partitions of each topic, 1 to 1000; all ledger topics must agree. */
        @WithDefault("12")
        @Min(1)
        @Max(1000)
        int partitions();

        /** Replicas of each topic; -1 is the broker's default. */
        @WithDefault("-1")
        @Min(-1)
        @Max(10)
        int replicationFactor();

        /** Whether three replicas of which one acknowledges alone are accepted; a lost broker may then lose claims. */
        @WithDefault("false")
        boolean allowUnsafeReplication();

        /** Topic settings that differ from the catalogue: topic, then Kafka's own key, e.g. {@code retention.ms}. */
        Map<String, Map<String, @WithConverter(VerbatimText.class) String>> overrides();
    }

    /** The trigger-service. */
    interface TriggerConfig {
        /** Address on which health and metrics are served; 0.0.0.0 is every address of the machine. */
        @WithDefault("0.0.0.0")
        String host();

        /** Port for health and metrics, 0 for any free one. */
        @WithDefault("8090")
        @Min(0)
        @Max(65535)
        int port();

        /** How long an ended request is remembered; a repeated one within it starts nothing. */
        @WithDefault("7d")
        Duration deduplicationWindow();

        /** How long a request may wait for its start before it ends START_GAVE_UP. */
        @WithDefault("24h")
        Duration startLimit();

        /** How long an undecided start waits for an operator before it ends START_UNDECIDED. */
        @WithDefault("7d")
        Duration undecidedLimit();

        /** After how long in the queue a request publishes STARTING with the reason. */
        @WithDefault("10s")
        Duration waitNotice();

        /** Whether cancel requests may name runs that were not started here. */
        @WithDefault("false")
        boolean cancelForeign();
    }

    /** The poller-service. */
    interface PollerConfig {
        /** Address on which health and metrics are served; 0.0.0.0 is every address of the machine. */
        @WithDefault("0.0.0.0")
        String host();

        /** Port for health and metrics, 0 for any free one. */
        @WithDefault("8091")
        @Min(0)
        @Max(65535)
        int port();

        /** How long after its start a run that the platform does not know is still believed to appear. */
        @WithDefault("5m")
        Duration notFoundGrace();
    }
}
