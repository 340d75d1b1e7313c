package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    private static final String FILE = """
            runbridge:
              kafka:
                properties:
                  bootstrap.servers: [one:9092, two:9092]
                  sasl.jaas.config: module required password="${KAFKA_PASSWORD}";
                  num.standby.replicas: 1
              schema-registry:
                properties:
                  schema.registry.url: ${REGISTRY:http://localhost:8081}
              topics:
                overrides:
                  run-status: {retention.ms: 1000}
              trigger: {port: 1}
              poller: {port: 2}
              platforms:
                Lake-Prod:
                  type: databricks
                  endpoint: https://lake.test
                  auth: {method: token, token: "${LAKE_TOKEN}"}
            """;

    private static final Map<String, String> ENVIRONMENT = Map.of("KAFKA_PASSWORD", "a$b${C}", "LAKE_TOKEN", "t");

    @TempDir
    Path folder;

    @Test
    void shouldReadAFile() throws Exception {
        RunbridgeConfig config = load(FILE, ENVIRONMENT, Map.of()).config();

        assertThat(config.kafka().properties())
                .containsOnly(
                        Map.entry("bootstrap.servers", "one:9092,two:9092"),
                        Map.entry("sasl.jaas.config", "module required password=\"a$b${C}\";"),
                        Map.entry("num.standby.replicas", "1"));
        assertThat(config.schemaRegistry().properties()).containsEntry("schema.registry.url", "http://localhost:8081");
        assertThat(config.topics().overrides()).containsEntry("run-status", Map.of("retention.ms", "1000"));
        assertThat(config.platforms()).containsOnlyKeys("Lake-Prod");
        assertThat(config.platforms()
                        .get("Lake-Prod")
                        .auth()
                        .token()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("t");
    }

    @Test
    void shouldLetEnvironmentWinOverFileAndPropertiesOverBoth() throws Exception {
        Map<String, String> environment = Map.of(
                "KAFKA_PASSWORD", "x",
                "LAKE_TOKEN", "x",
                "RUNBRIDGE_TRIGGER_PORT", "11",
                "RUNBRIDGE_POLLER_PORT", "12");

        LoadedConfig loaded = load(FILE, environment, Map.of("runbridge.poller.port", "22", "other.port", "3"));

        assertThat(loaded.config().trigger().port()).isEqualTo(11);
        assertThat(loaded.config().poller().port()).isEqualTo(22);
        assertThat(loaded.effective())
                .contains(
                        new Setting("runbridge.trigger.port", "11", "environment"),
                        new Setting("runbridge.poller.port", "22", "system property"),
                        new Setting("runbridge.trigger.start-limit", "24h", "default"),
                        new Setting("runbridge.platforms.Lake-Prod.endpoint", "https://lake.test", "file"),
                        new Setting("runbridge.platforms.Lake-Prod.calls.deadline", "30s", "default"));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNBRIDGE_KAFKA_PROPERTIES_BOOTSTRAP_SERVERS, runbridge.kafka.properties.bootstrap.servers, x:1",
        "RUNBRIDGE_SCHEMA_REGISTRY_PROPERTIES_SCHEMA_REGISTRY_URL, runbridge.schema-registry.properties.schema.registry.url, http://x",
        "RUNBRIDGE_PLATFORMS_LAKE_PROD_CALLS_MAX_RESPONSE_BYTES, runbridge.platforms.Lake-Prod.calls.max-response-bytes, 2048",
        "RUNBRIDGE_PLATFORMS_LAKE_PROD_LINKS_JOB_RUN_LINK, runbridge.platforms.Lake-Prod.links.job-run-link, x",
        "RUNBRIDGE_PLATFORMS_LAKE_PROD_POLLS_STUCK_AFTER_WAITING_FOR_RETRY, runbridge.platforms.Lake-Prod.polls.stuck-after.waiting-for-retry, 5m",
        "RUNBRIDGE_TOPICS_OVERRIDES_RUN_STATUS_RETENTION_MS, runbridge.topics.overrides.run-status.retention.ms, 5",
        "RUNBRIDGE_TOPICS_OVERRIDES_RUNBRIDGE_DEAD_LETTERS_RETENTION_MS, runbridge.topics.overrides.runbridge-dead-letters.retention.ms, 5"
    })
    void shouldFindTheSettingOfAVariable(String variable, String key, String value) throws Exception {
        Map<String, String> environment = Map.of("KAFKA_PASSWORD", "x", "LAKE_TOKEN", "x", variable, value);

        assertThat(load(FILE, environment, Map.of()).effective()).contains(new Setting(key, value, "environment"));
    }

    @Test
    void shouldMakeAPlatformFromTheEnvironmentAlone() {
        Map<String, String> environment = Map.of(
                "RUNBRIDGE_KAFKA_PROPERTIES_BOOTSTRAP_SERVERS", "x:1",
                "RUNBRIDGE_SCHEMA_REGISTRY_PROPERTIES_SCHEMA_REGISTRY_URL", "mock://x",
                "RUNBRIDGE_PLATFORMS_DBX_PROD_TYPE", "DATABRICKS",
                "RUNBRIDGE_PLATFORMS_DBX_PROD_ENDPOINT", "https://x.test",
                "RUNBRIDGE_PLATFORMS_DBX_PROD_AUTH_METHOD", "TOKEN",
                "RUNBRIDGE_PLATFORMS_DBX_PROD_AUTH_TOKEN", "${NOT_REPLACED}");

        RunbridgeConfig config =
                ConfigLoader.load(Optional.empty(), environment, Map.of()).config();

        assertThat(config.platforms()).containsOnlyKeys("dbx-prod");
        assertThat(config.platforms()
                        .get("dbx-prod")
                        .auth()
                        .token()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("${NOT_REPLACED}");
    }

    @Test
    void shouldNoteVariablesThatNameNoSetting() throws Exception {
        Map<String, String> environment = Map.of(
                "KAFKA_PASSWORD", "x",
                "LAKE_TOKEN", "x",
                "RUNBRIDGE_TRIGER_PORT", "11",
                "RUNBRIDGE_TRIGGER_PORT", "tcp://10.0.0.1:8090",
                "RUNBRIDGE_LOG_FORMAT", "plain");

        LoadedConfig loaded = load(FILE, environment, Map.of());

        assertThat(loaded.config().trigger().port()).isEqualTo(1);
        assertThat(loaded.notes())
                .containsExactly(
                        "The environment variable RUNBRIDGE_TRIGER_PORT names no setting and is ignored",
                        "The environment variable RUNBRIDGE_TRIGGER_PORT names no setting and is ignored");
    }

    @Test
    void shouldNotTakeACrashPointOfFaultCampaignsForASetting() {
        Map<String, String> properties = new HashMap<>(ConfigExamples.minimal());
        properties.put("runbridge.crash-point", "SENT");
        properties.put("runbridge.crash-skip", "2");

        assertThat(ConfigLoader.load(Optional.empty(), Map.of(), properties)).isNotNull();
    }

    @Test
    void shouldNoteThatNoPlatformIsConfigured() {
        assertThat(ConfigLoader.load(Optional.empty(), Map.of(), ConfigExamples.minimal())
                        .notes())
                .singleElement()
                .asString()
                .contains("No platform");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runbridge: {trigger: {port: 1}}\\nrunbrige: {poller: {port: 2}} | runbrige.poller.port is no setting",
                "runbridge:\\n  trigger: {port: 1}\\n  trigger: {port: 2}  | is not valid YAML at line",
                "runbridge: [                                            | is not valid YAML at line",
                "just text                                               | is not valid YAML",
                "runbridge: {trigger: {port: '${MISSING}'}}              | names the environment variable MISSING",
                "runbridge: {trigger: {prot: 1}}                         | runbridge.trigger.prot is no setting",
                "runbridge: {platforms: lake}                            | runbridge.platforms is no setting",
                "runbridge: {platforms: {a.b: {type: synapse}}}          | runbridge.platforms.a.b.type is no setting"
            })
    void shouldRejectFileIfItIsWrong(String yaml, String problem) {
        assertThatThrownBy(() -> load(yaml.replace("\\n", "\n"), Map.of(), ConfigExamples.minimal()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("one problem")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldRejectFileIfItIsMissing() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> ConfigLoader.load(Optional.of(missing), Map.of(), ConfigExamples.minimal()))
                .hasMessageContaining(missing + " cannot be read: NoSuchFileException");
    }

    @Test
    void shouldAcceptAnEmptyFile() throws Exception {
        assertThat(load("", Map.of(), ConfigExamples.minimal())
                        .config()
                        .trigger()
                        .port())
                .isEqualTo(8090);
    }

    private LoadedConfig load(String yaml, Map<String, String> environment, Map<String, String> properties)
            throws Exception {
        Path file = Files.writeString(folder.resolve("application.yaml"), yaml);
        return ConfigLoader.load(Optional.of(file), environment, properties);
    }
}
