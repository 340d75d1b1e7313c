package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.runbridge.config.AuthConfig.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method with every setting: needed, taken or refused. */
class IdentityRulesTest {

    private static final String ROOT = "runbridge.platforms.bricks.";
    private static final String WORKSPACE =
            "/subscriptions/s-1/resourceGroups/r.g_(1)/providers/Microsoft.Databricks/workspaces/w-1";

    @TempDir
    static Path folder;

    private static final List<String> SETTINGS = List.of(
            "tenant-id",
            "client-id",
            "client-secret",
            "certificate-file",
            "certificate-password",
            "token-file",
            "token",
            "authority-host",
            "scope",
            "workspace-resource-id");

    /** By method, a letter for each setting in the order above: needed, taken or refused. */
    private static final Map<Method, String> USES = Map.of(
            Method.CLIENT_SECRET, "nnnrrrrttt",
            Method.TOKEN, "rrrrrrnrrr",
            Method.CLIENT_CERTIFICATE, "nnrntrrttt",
            Method.MANAGED_IDENTITY, "rtrrrrrrtt",
            Method.WORKLOAD_IDENTITY, "nnrrrnrttt",
            Method.DEFAULT, "ttrrrrrttt",
            Method.OAUTH_M2M, "rnnrrrrrtr");

    static Stream<Arguments> uses() {
        return Arrays.stream(Method.values()).flatMap(method -> SETTINGS.stream()
                .map(setting -> Arguments.of(method, setting, USES.get(method).charAt(SETTINGS.indexOf(setting)))));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void shouldKnowWhichSettingsAMethodUses(Method method, String setting, char use) throws Exception {
        // given
        Map<String, String> without = needed(method);
        without.remove(ROOT + "auth." + setting);
        Map<String, String> with = needed(method);
        with.put(ROOT + "auth." + setting, value(setting));

        // then
        String word = method.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (use == 'n') {
            assertProblem(without, "auth." + setting, "is required where auth.method is " + word);
        } else {
            assertThat(ConfigLoader.fromMap(without).platforms()).containsKey("bricks");
        }
        if (use == 'r') {
            assertProblem(with, "auth." + setting, "must be left out where auth.method is " + word);
        } else {
            assertThat(ConfigLoader.fromMap(with).platforms()).containsKey("bricks");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT_SECRET, true",
        "CLIENT_CERTIFICATE, true",
        "MANAGED_IDENTITY, true",
        "WORKLOAD_IDENTITY, true",
        "DEFAULT, true",
        "TOKEN, false",
        "OAUTH_M2M, false"
    })
    void shouldKnowOnWhichTypeOfPlatformAMethodWorks(Method method, boolean synapse) throws Exception {
        // given
        Map<String, String> settings = needed(method);
        settings.put(ROOT + "type", "synapse");

        // then
        if (synapse) {
            assertThat(ConfigLoader.fromMap(settings).platforms()).containsKey("bricks");
        } else {
            assertProblem(settings, "auth.method", "only where type is databricks");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w-1",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Synapse/workspaces/w",
                "subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w/",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w x"
            })
    void shouldRejectAWorkspaceThatIsNamedOtherwise(String id) throws Exception {
        // given
        Map<String, String> settings = needed(Method.CLIENT_SECRET);
        settings.put(ROOT + "auth.workspace-resource-id", id);

        // then
        assertProblem(settings, "auth.workspace-resource-id", "must read /subscriptions/");
    }

    @ParameterizedTest
    @CsvSource({"CLIENT_CERTIFICATE, certificate-file", "WORKLOAD_IDENTITY, token-file"})
    void shouldRejectAFileThatIsNotThere(Method method, String setting) throws Exception {
        // given
        Map<String, String> settings = needed(method);
        settings.put(ROOT + "auth." + setting, folder.resolve("missing").toString());

        // then
        assertProblem(settings, "auth." + setting, "must be a file that can be read");
    }

    @Test
    void shouldTakeAWorkloadsVariablesForWhatIsNotGiven() throws Exception {
        // given
        Map<String, String> settings = needed(Method.WORKLOAD_IDENTITY);
        settings.remove(ROOT + "auth.tenant-id");
        settings.remove(ROOT + "auth.token-file");
        Map<String, String> environment =
                Map.of("AZURE_TENANT_ID", "t-env", "AZURE_CLIENT_ID", "c-env", "AZURE_FEDERATED_TOKEN_FILE", file());

        // when
        LoadedConfig loaded = ConfigLoader.load(Optional.empty(), environment, settings);

        // then
        AuthConfig auth = loaded.config().platforms().get("bricks").auth();
        assertThat(auth.tenantId()).contains("t-env");
        assertThat(auth.clientId()).contains("given");
        assertThat(auth.tokenFile()).contains(file());
        assertThat(loaded.effective()).contains(new Setting(ROOT + "auth.tenant-id", "t-env", "environment"));
    }

    @Test
    void shouldTakeNoVariablesForAnotherMethod() throws Exception {
        // given
        Map<String, String> settings = needed(Method.CLIENT_SECRET);
        settings.remove(ROOT + "auth.tenant-id");

        // when
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> ConfigLoader.load(Optional.empty(), Map.of("AZURE_TENANT_ID", "t-env"), settings));

        // then
        assertThat(thrown).hasMessageContaining("auth.tenant-id is required");
    }

    @Test
    void shouldNameTheVariableThatIsMissing() throws Exception {
        // given
        Map<String, String> settings = needed(Method.WORKLOAD_IDENTITY);
        settings.remove(ROOT + "auth.tenant-id");

        // then
        assertProblem(settings, "auth.tenant-id", ", and the environment has no AZURE_TENANT_ID");
    }

    @ParameterizedTest
    @CsvSource({"CLIENT_CERTIFICATE, true", "MANAGED_IDENTITY, true", "TOKEN, false", "OAUTH_M2M, false"})
    void shouldReadKeyVaultsWithIdentitiesOfEntraOnly(Method method, boolean accepted) throws Exception {
        // given
        Map<String, String> settings = needed(method);
        settings.put("runbridge.vaults.kv.type", "key-vault");
        settings.put("runbridge.vaults.kv.url", "https://kv.test");
        settings.put("runbridge.vaults.kv.identity-of", "bricks");

        // when
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.fromMap(settings));

        // then
        assertThat(thrown == null).isEqualTo(accepted);
    }

    private static void assertProblem(Map<String, String> settings, String key, String rule) {
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.fromMap(settings));
        assertThat(thrown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(ROOT + key);
            assertThat(problem.rule()).contains(rule);
        });
    }

    /** What a Databricks platform with this method needs, and nothing else. */
    private static Map<String, String> needed(Method method) throws Exception {
        Map<String, String> settings = new TreeMap<>(ConfigExamples.minimal());
        settings.put(ROOT + "type", "databricks");
        settings.put(ROOT + "endpoint", "https://bricks.test");
        settings.put(ROOT + "auth.method", method.name());
        for (String setting : SETTINGS) {
            if (USES.get(method).charAt(SETTINGS.indexOf(setting)) == 'n') {
                settings.put(ROOT + "auth." + setting, value(setting));
            }
        }
        return settings;
    }

    private static String value(String setting) throws Exception {
        return switch (setting) {
            case "certificate-file", "token-file" -> file();
            case "authority-host" -> "https://login.test/";
            case "workspace-resource-id" -> WORKSPACE;
            default -> "given";
        };
    }

    private static String file() throws Exception {
        Path file = folder.resolve("file");
        return Files.exists(file)
                ? file.toString()
                : Files.writeString(file, "x").toString();
    }
}
