package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.PlatformConfig.ActivityPolicy;
import io.runbridge.config.PlatformConfig.AuthConfig;
import io.runbridge.config.StartConfig.BusyPolicy;
import io.runbridge.config.StartConfig.ReferencePolicy;
import io.runbridge.config.StartConfig.UndecidedPolicy;
import io.runbridge.config.StartConfig.UnknownJobPolicy;
import io.runbridge.platform.PlatformType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pins every default and maps every key with another value; a key that is in neither table fails. */
class ConfigMappingTest {

    private static final String PLATFORM = "runbridge.platforms.*.";

    @TempDir
    static Path folder;

    /** How one key is read: its default, another text, and what that text must become. */
    record Row(String key, Object defaultValue, String text, Object value, Function<RunbridgeConfig, Object> getter) {
        @Override
        public String toString() {
            return key;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("kafka.properties.*", null, "x:1", "x:1", c -> c.kafka()
                        .properties()
                        .get("free")),
                row("schema-registry.properties.*", null, "x", "x", c -> c.schemaRegistry()
                        .properties()
                        .get("free")),
                row("schema-registry.register-contract", true, "false", false, c -> c.schemaRegistry()
                        .registerContract()),
                row("topics.create", true, "false", false, c -> c.topics().create()),
                row("topics.partitions", 12, "3", 3, c -> c.topics().partitions()),
                row("topics.replication-factor", -1, "3", 3, c -> c.topics().replicationFactor()),
                row("topics.allow-unsafe-replication", false, "true", true, c -> c.topics()
                        .allowUnsafeReplication()),
                row("topics.overrides.*.*", null, "1000", "1000", c -> Optional.ofNullable(
                                c.topics().overrides().get("run-status"))
                        .map(settings -> settings.get("free"))
                        .orElse(null)),
                row("trigger.host", "0.0.0.0", "127.0.0.1", "127.0.0.1", c -> c.trigger()
                        .host()),
                row("trigger.port", 8090, "0", 0, c -> c.trigger().port()),
                row("trigger.deduplication-window", days(7), "1d", days(1), c -> c.trigger()
                        .deduplicationWindow()),
                row("trigger.start-limit", days(1), "90m", Duration.ofMinutes(90), c -> c.trigger()
                        .startLimit()),
                row("trigger.undecided-limit", days(7), "2d", days(2), c -> c.trigger()
                        .undecidedLimit()),
                row("trigger.wait-notice", seconds(10), "500ms", Duration.ofMillis(500), c -> c.trigger()
                        .waitNotice()),
                row("trigger.cancel-foreign", false, "TRUE", true, c -> c.trigger()
                        .cancelForeign()),
                row("poller.host", "0.0.0.0", "127.0.0.1", "127.0.0.1", c -> c.poller()
                        .host()),
                row("poller.port", 8091, "65535", 65_535, c -> c.poller().port()),
                row("poller.not-found-grace", seconds(300), "7s", seconds(7), c -> c.poller()
                        .notFoundGrace()),
                row("vaults.*.type", VaultConfig.Type.ENVIRONMENT, "directory", VaultConfig.Type.DIRECTORY, c -> vault(
                                c)
                        .type()),
                row("vaults.*.prefix", Optional.of("RUN_"), "X_", Optional.of("X_"), c -> vault(c).prefix()),
                row("vaults.*.folder", Optional.of("."), "..", Optional.of(".."), c -> vault(c).folder()),
                row(
                        "vaults.*.url",
                        Optional.empty(),
                        "https://v.test/",
                        Optional.of(URI.create("https://v.test/")),
                        c -> vault(c).url()),
                row("vaults.*.identity-of", Optional.empty(), "lake-prod", Optional.of("lake-prod"), c -> vault(c)
                        .identityOf()),
                row("vaults.*.scope", "https://vault.azure.net/.default", "s", "s", c -> vault(c).scope()));
    }

    private static VaultConfig vault(RunbridgeConfig config) {
        return config.vaults().get("lake-prod");
    }

    static Stream<Row> platformRows() {
        return Stream.of(
                of("type", PlatformType.SYNAPSE, "Databricks", PlatformType.DATABRICKS, PlatformConfig::type),
                of(
                        "endpoint",
                        URI.create("https://x.test"),
                        "http://y.test:1/a",
                        URI.create("http://y.test:1/a"),
                        PlatformConfig::endpoint),
                of("links.*", null, "sub", "sub", p -> p.links().get("subscription-id")),
                of("auth.method", AuthConfig.Method.CLIENT_SECRET, "TOKEN", AuthConfig.Method.TOKEN, p -> p.auth()
                        .method()),
                of("auth.tenant-id", Optional.of("tenant"), "other", Optional.of("other"), p -> p.auth()
                        .tenantId()),
                of("auth.client-id", Optional.of("client"), "other", Optional.of("other"), p -> p.auth()
                        .clientId()),
                of("auth.client-secret", "secret", "other", "other", p -> p.auth()
                        .clientSecret()
                        .orElseThrow()
                        .reveal()),
                of("auth.token", "token", "other", "other", p -> p.auth()
                        .token()
                        .orElseThrow()
                        .reveal()),
                of(
                        "auth.authority-host",
                        Optional.empty(),
                        "https://a.test/",
                        Optional.of(URI.create("https://a.test/")),
                        p -> p.auth().authorityHost()),
                of("auth.scope", Optional.empty(), "s/.default", Optional.of("s/.default"), p -> p.auth()
                        .scope()),
                of("calls.deadline", seconds(30), "9s", seconds(9), p -> p.calls()
                        .deadline()),
                of("calls.max-response-bytes", 8_388_608, "1024", 1024, p -> p.calls()
                        .maxResponseBytes()),
                of("calls.connections", 64, "1", 1, p -> p.calls().connections()),
                of("calls.cancel-connections", 8, "1", 1, p -> p.calls().cancelConnections()),
                of("calls.retry-share", 0.2, "0", 0.0, p -> p.calls().retryShare()),
                of("calls.retries-per-second", 10.0, "0.5", 0.5, p -> p.calls().retriesPerSecond()),
                of("breaker.failure-rate", 50, "100", 100, p -> p.breaker().failureRate()),
                of("breaker.window", 20, "1", 1, p -> p.breaker().window()),
                of("breaker.open-for", seconds(15), "1s", seconds(1), p -> p.breaker()
                        .openFor()),
                of("breaker.probes", 3, "1", 1, p -> p.breaker().probes()),
                of("budget.per-second", Optional.empty(), "0.5", Optional.of(0.5), p -> p.budget()
                        .perSecond()),
                of("budget.start-share", 0.25, "0.5", 0.5, p -> p.budget().startShare()),
                of("budget.cancel-share", 0.05, "0.5", 0.5, p -> p.budget().cancelShare()),
                of("budget.look-up-share", 0.05, "0.5", 0.5, p -> p.budget().lookUpShare()),
                of("budget.import-share", 0.05, "0.5", 0.5, p -> p.budget().importShare()),
                of("imports.per-second", Optional.empty(), "0.5", Optional.of(0.5), p -> p.imports()
                        .perSecond()),
                of("imports.every", Optional.empty(), "6h", Optional.of(Duration.ofHours(6)), p -> p.imports()
                        .every()),
                of("budget.poll-share", 0.6, "0.5", 0.5, p -> p.budget().pollShare()),
                of("cancels.per-second", Optional.empty(), "0.5", Optional.of(0.5), p -> p.cancels()
                        .perSecond()),
                of("calls.trust-certificates", Optional.empty(), "FILE", Optional.of("FILE"), p -> p.calls()
                        .trustCertificates()),
                of("starts.slots", 64, "10000", 10_000, p -> p.starts().slots()),
                of("starts.per-second", Optional.empty(), "0.5", Optional.of(0.5), p -> p.starts()
                        .perSecond()),
                of("starts.correlation-parameter", Optional.empty(), "runId", Optional.of("runId"), p -> p.starts()
                        .correlationParameter()),
                of("starts.on-undecided", UndecidedPolicy.WAIT, "give-up", UndecidedPolicy.GIVE_UP, p -> p.starts()
                        .onUndecided()),
                of("starts.min-backoff", seconds(1), "3s", seconds(3), p -> p.starts()
                        .minBackoff()),
                of("starts.max-backoff", seconds(60), "3m", seconds(180), p -> p.starts()
                        .maxBackoff()),
                of("starts.settle-time", seconds(120), "1s", seconds(1), p -> p.starts()
                        .settleTime()),
                of("starts.clock-skew", seconds(60), "1ms", Duration.ofMillis(1), p -> p.starts()
                        .clockSkew()),
                of("starts.exclusive-jobs", false, "true", true, p -> p.starts().exclusiveJobs()),
                of("starts.max-undecided", 256, "1", 1, p -> p.starts().maxUndecided()),
                of("starts.unknown-jobs", UnknownJobPolicy.ALLOW, "reject", UnknownJobPolicy.REJECT, p -> p.starts()
                        .unknownJobs()),
                of("starts.plain-secrets", false, "true", true, p -> p.starts().plainSecrets()),
                of(
                        "starts.reference-parameters",
                        ReferencePolicy.IGNORE,
                        "reject",
                        ReferencePolicy.REJECT,
                        p -> p.starts().referenceParameters()),
                of("starts.on-busy", BusyPolicy.WAIT, "reject", BusyPolicy.REJECT, p -> p.starts()
                        .onBusy()),
                of("polls.min-interval", seconds(2), "1s", seconds(1), p -> p.polls()
                        .minInterval()),
                of("polls.max-interval", seconds(60), "2h", Duration.ofHours(2), p -> p.polls()
                        .maxInterval()),
                of("polls.freshness", seconds(10), "5s", seconds(5), p -> p.polls()
                        .freshness()),
                of("polls.per-second", Optional.empty(), "0.01", Optional.of(0.01), p -> p.polls()
                        .perSecond()),
                of("polls.stuck-after.*", null, "30m", Duration.ofMinutes(30), p -> p.polls()
                        .stuckAfter()
                        .get("WAITING_FOR_RESOURCES")),
                of("polls.stuck-cancel", false, "true", true, p -> p.polls().stuckCancel()),
                of("polls.activities", ActivityPolicy.ON_FAILURE, "always", ActivityPolicy.ALWAYS, p -> p.polls()
                        .activities()),
                of("polls.outputs", OutputPolicy.NEVER, "on-success", OutputPolicy.ON_SUCCESS, p -> p.polls()
                        .outputs()));
    }

    @Test
    void shouldHaveARowForEveryKey() {
        List<String> tested =
                Stream.concat(rows(), platformRows()).map(Row::key).toList();

        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(
                        SettingTable.ALL.stream().map(SettingPattern::text).toList());
    }

    @ParameterizedTest
    @MethodSource({"rows", "platformRows"})
    void shouldHaveTheDocumentedDefault(Row row) {
        RunbridgeConfig config = ConfigLoader.fromMap(complete());

        assertThat(row.getter().apply(config)).isEqualTo(row.defaultValue());
    }

    @ParameterizedTest
    @MethodSource({"rows", "platformRows"})
    void shouldMapAnotherValue(Row row) throws Exception {
        Map<String, String> settings = complete();
        String text = row.text().equals("FILE") ? trusted() : row.text();
        Object value = row.text().equals("FILE") ? Optional.of(trusted()) : row.value();
        settings.put(concrete(row.key()), text);
        if (row.key().equals(PLATFORM + "type")) {
            settings.remove(concrete(PLATFORM + "links.*"));
        }
        if (row.text().equals("TOKEN")) {
            settings.put(concrete(PLATFORM + "type"), "databricks");
        }

        RunbridgeConfig config = ConfigLoader.fromMap(settings);

        assertThat(row.getter().apply(config)).isEqualTo(value).isNotEqualTo(row.defaultValue());
    }

    private static String trusted() throws Exception {
        Path file = folder.resolve("ca.pem");
        return Files.exists(file)
                ? file.toString()
                : Files.writeString(file, "pem").toString();
    }

    /** A platform with everything that a method may need, so that each key can be changed alone. */
    private static Map<String, String> complete() {
        Map<String, String> settings = ConfigExamples.minimal();
        settings.put(concrete(PLATFORM + "type"), "synapse");
        settings.put(concrete(PLATFORM + "endpoint"), "https://x.test");
        settings.put(concrete(PLATFORM + "auth.method"), "client-secret");
        settings.put(concrete(PLATFORM + "auth.tenant-id"), "tenant");
        settings.put(concrete(PLATFORM + "auth.client-id"), "client");
        settings.put(concrete(PLATFORM + "auth.client-secret"), "secret");
        settings.put(concrete(PLATFORM + "auth.token"), "token");
        settings.put("runbridge.vaults.lake-prod.type", "environment");
        settings.put("runbridge.vaults.lake-prod.prefix", "RUN_");
        settings.put("runbridge.vaults.lake-prod.folder", ".");
        return settings;
    }

    private static String concrete(String key) {
        return key.replace("overrides.*.*", "overrides.run-status.free")
                .replace("properties.*", "properties.free")
                .replace("links.*", "links.subscription-id")
                .replace("stuck-after.*", "stuck-after.WAITING_FOR_RESOURCES")
                .replace("*", "lake-prod");
    }

    private static Row row(
            String key, Object defaultValue, String text, Object value, Function<RunbridgeConfig, Object> getter) {
        return new Row("runbridge." + key, defaultValue, text, value, getter);
    }

    private static Row of(
            String key, Object defaultValue, String text, Object value, Function<PlatformConfig, Object> getter) {
        return new Row(
                PLATFORM + key,
                defaultValue,
                text,
                value,
                c -> getter.apply(c.platforms().get("lake-prod")));
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static Duration days(int count) {
        return Duration.ofDays(count);
    }
}
