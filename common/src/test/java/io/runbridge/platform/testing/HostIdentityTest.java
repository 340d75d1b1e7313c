package io.runbridge.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.auth.BearerToken;
import io.runbridge.auth.Credentials;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.PlatformType;
import io.runbridge.simulator.SimulatorOptions;
import io.runbridge.simulator.SimulatorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identities that the host gives, in processes of their own, because they are found by environment variables. */
class HostIdentityTest {

    private static final String SECRET = "runbridge-secret";
    private static final String NOBODY = "http://localhost:1";

    @TempDir
    static Path folder;

    private static SimulatorServer server;

    @BeforeAll
    static void start() {
        server = SimulatorServer.start(SimulatorOptions.forTests().withCaFile(folder.resolve("ca.pem")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"app, ''", "app, runbridge", "machine, ''", "machine, runbridge"})
    void shouldUseAManagedIdentity(String host, String clientId) throws Exception {
        assertThat(fetch(managed(clientId), variables(host)))
                .contains("RESULT 200")
                .doesNotContain(SECRET);
    }

    @Test
    void shouldSayThatTheIdentityIsNotAssigned() throws Exception {
        assertThat(fetch(managed("other"), variables("machine")))
                .contains("RESULT UNAUTHORIZED Azure gave no token for the managed identity other: ")
                .contains("Check that it is assigned");
    }

    @ParameterizedTest
    @CsvSource({"app", "machine"})
    void shouldSayThatTheHostGivesNoToken(String host) throws Exception {
        // given
        Map<String, String> variables = new HashMap<>(variables(host));
        variables.replaceAll((name, value) -> value.replace(server.httpUrl(), NOBODY));

        // then
        assertThat(fetch(managed(""), variables))
                .contains("RESULT UNAVAILABLE Azure gave no token for the managed identity of this host: ")
                .contains("its endpoint can be reached")
                .doesNotContain(SECRET);
    }

    @Test
    void shouldFindAnApplicationInTheEnvironment() throws Exception {
        assertThat(fetch(
                        search(),
                        Map.of(
                                "AZURE_TENANT_ID", "tenant",
                                "AZURE_CLIENT_ID", "runbridge",
                                "AZURE_CLIENT_SECRET", SECRET)))
                .contains("RESULT 200")
                .doesNotContain(SECRET);
    }

    @Test
    void shouldFindAWorkloadInTheEnvironment() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("token"), "eyJ-of-the-cluster");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.httpUrl() + "/_simulator/trusted-tokens"))
                                .POST(BodyPublishers.ofString("{\"token\":\"eyJ-of-the-cluster\"}"))
                                .build(),
                        BodyHandlers.discarding());

        // then
        assertThat(fetch(
                        search(),
                        Map.of(
                                "AZURE_TENANT_ID", "tenant",
                                "AZURE_CLIENT_ID", "runbridge",
                                "AZURE_FEDERATED_TOKEN_FILE", file.toString())))
                .contains("RESULT 200")
                .doesNotContain("eyJ-of-the-cluster");
    }

    @Test
    void shouldFindTheHostsIdentity() throws Exception {
        assertThat(fetch(search(), variables("app"))).contains("RESULT 200");
    }

    @Test
    void shouldSayThatNothingWasFound() throws Exception {
        assertThat(fetch(search(), Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", NOBODY)))
                .contains("RESULT UNAVAILABLE Azure's default credentials gave no token: there is none here. ")
                .contains("name one method in auth.method");
    }

    private static Map<String, String> variables(String host) {
        return host.equals("app")
                ? Map.of("IDENTITY_ENDPOINT", server.httpUrl() + "/msi/token", "IDENTITY_HEADER", SECRET)
                : Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", server.httpUrl());
    }

    private static Map<String, String> managed(String clientId) {
        Map<String, String> settings = new HashMap<>(Map.of("auth.method", "managed-identity"));
        if (!clientId.isEmpty()) {
            settings.put("auth.client-id", clientId);
        }
        return settings;
    }

    private static Map<String, String> search() {
        return Map.of(
                "auth.method", "default",
                "auth.authority-host", server.httpsUrl(),
                "calls.trust-certificates", folder.resolve("ca.pem").toString());
    }

    /** All that such a process prints. */
    private static String fetch(Map<String, String> settings, Map<String, String> variables) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Fetch.class.getName(),
                server.httpUrl()));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(AZURE|IDENTITY|MSI|IMDS)_.*"));
        // Without a developer's tools and what they remember.
        builder.environment().putAll(Map.of("HOME", folder.toString(), "PATH", folder.toString()));
        builder.environment().putAll(variables);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Fetches a token and calls Synapse with it. */
    static final class Fetch {

        private Fetch() {}

        /** Prints the status of the call, or why there was no token. */
        public static void main(String... args) throws Exception {
            Map<String, String> settings = new HashMap<>();
            for (String setting : List.of(args).subList(1, args.length)) {
                String[] parts = setting.split("=", 2);
                settings.put(parts[0], parts[1]);
            }
            PlatformConfig config = PlatformSettings.of(PlatformType.SYNAPSE, URI.create(args[0]), settings);
            Answer<BearerToken> answer =
                    LocalPlatform.get(Credentials.of(config, Clock.systemUTC()).fetch());
            if (answer instanceof Answer.Success<BearerToken> success) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(args[0] + "/pipelines?api-version=2020-12-01"))
                        .header("Authorization", "Bearer " + success.value().value())
                        .build();
                System.out.println("RESULT "
                        + HttpClient.newHttpClient()
                                .send(request, BodyHandlers.discarding())
                                .statusCode());
            } else {
                Failure failure = ((Answer.Failed<BearerToken>) answer).failure();
                System.out.println("RESULT " + failure.category() + " " + failure.message());
            }
            System.exit(0);
        }
    }
}
