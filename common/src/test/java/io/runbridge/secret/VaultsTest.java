package io.runbridge.secret;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultsTest {

    private static final SecretReference NAME = new SecretReference("v", "name");

    private final List<SecretReference> asked = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"vault://v/n", "vault://My-Vault1/a.b_c-d", "vault://v/0"})
    void shouldReadAReference(String text) {
        assertThat(SecretReference.of(text))
                .hasValueSatisfying(reference -> assertThat(reference).hasToString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "vault://v",
                "vault://v/",
                "vault:///n",
                "vault://v/../n",
                "vault://v/.n",
                "vault://v/a/b",
                "vault://v/a\\b",
                "vault://v/a%2fb",
                "vault://v/n\n",
                "VAULT://v/n",
                "vault://v_/n",
                "https://v/n"
            })
    void shouldTakeNothingElseForAReference(String text) {
        assertThat(SecretReference.of(text)).isEmpty();
        assertThat(vaults(Answer.success(new Secret("s"))).problem(text)).hasValue(SecretReference.RULE);
    }

    @Test
    void shouldReadAVariableWithThePrefixAndNoOther() {
        Vault vault = new EnvironmentVault("RUN_", Map.of("RUN_name", "s3cret", "name", "other")::get);

        assertThat(success(vault.read(NAME)).reveal()).isEqualTo("s3cret");
        assertThat(failure(vault.read(new SecretReference("v", "other"))))
                .isEqualTo(Failure.of(
                        FailureCategory.REJECTED,
                        "SECRET_NOT_FOUND",
                        "There is no secret vault://v/other: the environment has no variable RUN_other"));
    }

    @Test
    void shouldReadAFileOfTheFolder(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("name"), "line one\nline two\r\n");
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("name"));
        Files.writeString(folder.resolve("long"), "x".repeat(65_537));
        Vault vault = new DirectoryVault(folder);

        assertThat(success(vault.read(NAME)).reveal()).isEqualTo("line one\nline two");
        assertThat(success(vault.read(new SecretReference("v", "link"))).reveal())
                .startsWith("line one");
        for (String missing : List.of("folder", "other", "long")) {
            Failure failure = failure(vault.read(new SecretReference("v", missing)));
            assertThat(failure.category()).isEqualTo(FailureCategory.REJECTED);
            assertThat(failure.message()).contains("vault://v/" + missing).doesNotContain(folder.toString());
        }
    }

    @Test
    void shouldAskOnceForManyStarts() {
        Vaults vaults = vaults(Answer.success(new Secret("s3cret")));

        assertThat(success(vaults.read(NAME)).reveal()).isEqualTo("s3cret");
        assertThat(success(vaults.read(NAME)).reveal()).isEqualTo("s3cret");
        assertThat(asked).containsExactly(NAME);
    }

    @Test
    void shouldAskAgainAfterAFailure() {
        Vaults vaults = vaults(Answer.failed(Failure.of(FailureCategory.UNAVAILABLE, "VAULT_UNAVAILABLE", "away")));

        assertThat(failure(vaults.read(NAME)).code()).isEqualTo("VAULT_UNAVAILABLE");
        assertThat(failure(vaults.read(NAME)).code()).isEqualTo("VAULT_UNAVAILABLE");
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldReachNoVaultThatIsNotConfigured() {
        Vaults vaults = vaults(Answer.success(new Secret("s3cret")));

        assertThat(vaults.problem("vault://other/n")).hasValue("is vault://other/n, but the configured vaults are [v]");
        assertThat(failure(vaults.read(new SecretReference("other", "n"))).message())
                .contains("vault://other/n");
        assertThat(new Vaults(Map.of()).problem("vault://v/n")).hasValue("is vault://v/n, but no vault is configured");
        assertThat(asked).isEmpty();
    }

    private Vaults vaults(Answer<Secret> answer) {
        return new Vaults(Map.of("v", reference -> {
            asked.add(reference);
            return CompletableFuture.completedFuture(answer);
        }));
    }
}
