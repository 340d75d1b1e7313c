package io.runbridge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.config.ConfigLoader;
import io.runbridge.config.ConfigurationException;
import io.runbridge.config.LoadedConfig;
import io.runbridge.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The services' own configuration may refer to secrets as requests do. */
class ConfigReferencesTest {

    private static final String FILE = """
            runbridge:
              kafka:
                properties:
                  bootstrap.servers: one:9092
                  sasl.jaas.config: %s
              schema-registry:
                properties:
                  schema.registry.url: http://localhost:8081
              vaults:
                files: {type: directory, folder: "%s"}
                keys: {type: key-vault, url: "https://k.vault.azure.net", identity-of: lake}
              platforms:
                lake:
                  type: synapse
                  endpoint: https://lake.test
                  links: {workspace: "vault://files/client"}
                  auth: {method: client-secret, tenant-id: t, client-id: c, client-secret: "%s"}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void keepSecrets() throws IOException {
        Files.writeString(folder.resolve("client"), "behind-the-client\n");
        Files.writeString(folder.resolve("jaas"), "module required password=\"behind-jaas\";");
    }

    @Test
    void shouldTakeSecretsFromAVaultAndShowTheirReferences() throws IOException {
        LoadedConfig loaded = load("vault://files/jaas", "vault://files/client");

        assertThat(loaded.config()
                        .platforms()
                        .get("lake")
                        .auth()
                        .clientSecret()
                        .orElseThrow()
                        .reveal())
                .isEqualTo("behind-the-client");
        assertThat(loaded.config().platforms().get("lake").links())
                .as("what is published is never a secret")
                .containsEntry("workspace", "vault://files/client");
        assertThat(loaded.config().kafka().properties())
                .containsEntry("sasl.jaas.config", "module required password=\"behind-jaas\";");
        assertThat(loaded.effective())
                .contains(new Setting("runbridge.platforms.lake.auth.client-secret", "vault://files/client", "file"))
                .extracting(Setting::toString)
                .noneMatch(line -> line.contains("behind"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vault://files/gone | There is no secret vault://files/gone",
                "vault://none/x     | there is no vault of that name",
                "vault://keys/x     | only vaults of type environment or directory serve the configuration itself",
                "vault://files      | must be a reference vault://<vault>/<name>",
            })
    void shouldSayWhichReferenceLeadsNowhere(String reference, String problem) {
        assertThatThrownBy(() -> load("vault://files/jaas", reference))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("runbridge.platforms.lake.auth.client-secret")
                .hasMessageContaining(problem)
                .hasMessageNotContaining("behind");
    }

    private LoadedConfig load(String jaas, String clientSecret) throws IOException {
        Path file = folder.resolve("application.yaml");
        Files.writeString(file, FILE.formatted(jaas, folder, clientSecret));
        return ConfigLoader.load(Optional.of(file), ConfigSecrets::read);
    }
}
