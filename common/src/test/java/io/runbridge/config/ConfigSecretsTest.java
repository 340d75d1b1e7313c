package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSecretsTest {

    private static final String SECRET = "t0p-s3cret";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runbridge.platforms.databricks-test.auth.token",
                "runbridge.platforms.synapse-test.auth.client-secret",
                "runbridge.kafka.properties.sasl.jaas.config",
                "runbridge.kafka.properties.ssl.keystore.password",
                "runbridge.kafka.properties.ssl.keystore.key",
                "runbridge.kafka.properties.sasl.oauthbearer.client.credentials.client.secret",
                "runbridge.schema-registry.properties.basic.auth.user.info",
                "runbridge.schema-registry.properties.request.header.Authorization",
                "runbridge.schema-registry.properties.bearer.auth.token"
            })
    void shouldMaskSecretsInListingAndText(String key) {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.put(key, SECRET);

        LoadedConfig loaded = ConfigLoader.load(Optional.empty(), Map.of(), settings);

        assertThat(loaded.effective()).contains(new Setting(key, "***", "system property"));
        assertThat(loaded.effective().toString()).doesNotContain(SECRET).doesNotContain("-s3cret");
        assertThat(loaded.config().toString()).doesNotContain(SECRET);
        assertThat(loaded.config().platforms().toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runbridge.platforms.synapse-test.auth.client-secrt",
                "runbridge.platforms.synapse-test.auth.client-secret.value",
                "runbridge.kafka.properties.consumer.transactional.id.secret",
                "password"
            })
    void shouldNotQuoteTheValueOfASettingThatDoesNotExist(String key) {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.put(key, SECRET);
        settings.put("runbridge.trigger.port", "wrong");

        assertThat(everythingSaid(catchThrowable(() -> ConfigLoader.fromMap(settings))))
                .doesNotContain(SECRET)
                .contains("runbridge.trigger.port");
    }

    @Test
    void shouldMaskPasswordsWithinUrls() {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.put("runbridge.platforms.synapse-test.endpoint", "https://user:" + SECRET + "@x.test");
        settings.put("runbridge.schema-registry.properties.schema.registry.url", "https://me:" + SECRET + "@registry");

        Throwable thrown = catchThrowable(() -> ConfigLoader.fromMap(settings));

        assertThat(everythingSaid(thrown)).doesNotContain(SECRET).contains("https://***@x.test");
        settings.remove("runbridge.platforms.synapse-test.endpoint");
        assertThat(everythingSaid(catchThrowable(() -> ConfigLoader.fromMap(settings))))
                .doesNotContain(SECRET);
    }

    @Test
    void shouldNotQuoteALineOfBrokenYaml(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("broken.yaml"), "runbridge:\n  token: \"" + SECRET + "\" oops: " + SECRET + "\n");

        Throwable thrown =
                catchThrowable(() -> ConfigLoader.load(Optional.of(file), Map.of(), ConfigExamples.minimal()));

        assertThat(everythingSaid(thrown)).doesNotContain(SECRET).contains("is not valid YAML at line 2");
    }

    @Test
    void shouldRevealASecretOnlyWhenAsked() {
        assertThat(new Secret(SECRET))
                .hasToString("***")
                .extracting(Secret::reveal)
                .isEqualTo(SECRET);
    }

    private static String everythingSaid(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
