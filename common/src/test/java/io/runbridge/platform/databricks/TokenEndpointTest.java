package io.runbridge.platform.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.http.Json;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://adb-1.test,      https://adb-1.test/oidc/v2/token",
        "https://adb-1.test/,     https://ADB-1.test:443/oidc/v2/token",
        "https://gate.test/adb-1, https://gate.test/adb-1/oidc/v2/token",
        "http://localhost:7070,   http://localhost:7070/oidc/v2/token",
    })
    void shouldTakeThePathThatTheWorkspaceNames(URI workspace, String named) {
        assertThat(target(workspace, named)).isEqualTo("/oidc/v2/token");
    }

    @ParameterizedTest
    @CsvSource({
        "https://adb-1.test,      https://evil.test/oidc/v2/token",
        "https://adb-1.test,      https://adb-1.test.evil.test/oidc/v2/token",
        "https://adb-1.test,      https://adb-1.test@evil.test/oidc/v2/token",
        "https://adb-1.test,      https://user@adb-1.test/oidc/v2/token",
        "https://adb-1.test,      http://adb-1.test/oidc/v2/token",
        "https://adb-1.test,      https://adb-1.test:8443/oidc/v2/token",
        "https://gate.test/adb-1, https://gate.test/adb-2/oidc/v2/token",
        "https://gate.test/adb-1, https://gate.test/adb-1/../adb-2/token",
        "https://adb-1.test,      https://adb-1.test/oidc/v2/token?x=1",
        "https://adb-1.test,      https://adb-1.test/oidc/%2e%2e/token",
        "https://adb-1.test,      https://adb-1.test",
        "https://adb-1.test,      //evil.test/oidc/v2/token",
        "https://adb-1.test,      /oidc/v2/token",
        "https://adb-1.test,      mailto:me",
        "https://adb-1.test,      'no address'",
        "https://adb-1.test,      ''",
    })
    void shouldTakeTheUsualOneOtherwise(URI workspace, String named) {
        assertThat(target(workspace, named)).isEqualTo("/oidc/v1/token");
    }

    private static String target(URI workspace, String named) {
        return new TokenEndpoint(workspace)
                .of(Json.object().put("token_endpoint", named))
                .toString();
    }
}
