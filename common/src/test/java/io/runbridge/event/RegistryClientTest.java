package io.runbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.runbridge.event.ContractOutcome.Ready;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryStandIn.Call;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryClientTest {

    private static final String SCOPE = "registry-client";
    private static final Map<String, String> MOCK = Map.of("schema.registry.url", "mock://" + SCOPE);
    private static final String CREDENTIALS = "Basic dXNlcjpwQHNz"; // user:p@ss

    @AfterEach
    void forgetSchemas() {
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void shouldRoundTripRecordThroughSerde() {
        // given
        Serde<RunRequest> serde = prepared(RegistryClient.connect(MOCK)).serde(RunRequest.class);

        // when
        byte[] value = serde.serializer().serialize("run-requests", Samples.request());

        // then
        assertThat(serde.deserializer().deserialize("run-requests", value)).isEqualTo(Samples.request());
    }

    @Test
    void shouldKeepNullAsTombstone() {
        // given
        Serde<RunRequest> serde = RegistryClient.connect(MOCK).serde(RunRequest.class);

        // then
        assertThat(serde.serializer().serialize("run-requests", null)).isNull();
        assertThat(serde.deserializer().deserialize("run-requests", null)).isNull();
    }

    @Test
    void shouldNotRegisterInPassing() {
        // given
        Serde<RunRequest> serde = RegistryClient.connect(MOCK).serde(RunRequest.class);

        // then
        assertThatThrownBy(() -> serde.serializer().serialize("run-requests", Samples.request()))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldOutliveClosedSerde() {
        // given
        RegistryClient registry = prepared(RegistryClient.connect(MOCK));
        registry.serde(RunRequest.class).close();

        // then
        assertThat(registry.serde(RunRequest.class).serializer().serialize("run-requests", Samples.request()))
                .isNotEmpty();
    }

    static Stream<Map<String, String>> waysToGiveCredentials() {
        return Stream.of(
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:p@ss"),
                Map.of(
                        "basic.auth.credentials.source",
                        "USER_INFO",
                        "schema.registry.basic.auth.user.info",
                        "user:p@ss"),
                Map.of("basic.auth.credentials.source", "URL", "schema.registry.url", "http://user:p%40ss@"),
                Map.of("schema.registry.url", "http://user:p%40ss@"));
    }

    @ParameterizedTest
    @MethodSource("waysToGiveCredentials")
    void shouldSendCredentials(Map<String, String> given) throws IOException {
        try (RegistryStandIn server = RegistryStandIn.start()) {
            // given
            Map<String, String> settings = new HashMap<>(given);
            settings.merge("schema.registry.url", server.url(), (user, url) -> url.replace("http://", user));

            // when
            RegistryClient registry = prepared(RegistryClient.connect(settings));

            // then
            assertThat(server.calls())
                    .isNotEmpty()
                    .extracting(Call::authorization)
                    .containsOnly(CREDENTIALS);
            assertThat(registry.toString()).isEqualTo("RegistryClient[" + server.url() + "]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "registry:8081",
                "ftp://registry",
                "http://",
                "http:///path",
                "http://a,,http://b",
                "http://user:p@ss word@registry",
                "http://user:p@ss@registry",
                "http://a:p%40ss@one,http://b:p%40ss@two"
            })
    void shouldRejectAddressIfItIsNone(String url) {
        assertThatThrownBy(() -> RegistryClient.connect(Map.of("schema.registry.url", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.registry.url must ")
                .hasMessageNotContainingAny("p@ss", "p%40ss")
                .hasNoCause();
    }

    @Test
    void shouldRejectSettingsIfAddressIsMissing() {
        assertThatThrownBy(() -> RegistryClient.connect(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schema.registry.url must ");
    }

    @Test
    void shouldTakeSecondAddressIfFirstDoesNotAnswer() throws IOException {
        try (RegistryStandIn first = RegistryStandIn.start();
                RegistryStandIn second = RegistryStandIn.start()) {
            // given
            first.stop();

            // when
            RegistryClient registry =
                    prepared(RegistryClient.connect(Map.of("schema.registry.url", first.url() + " , " + second.url())));

            // then
            assertThat(second.calls()).isNotEmpty();
            assertThat(registry).hasToString("RegistryClient[" + first.url() + ", " + second.url() + "]");
        }
    }

    private static RegistryClient prepared(RegistryClient registry) {
        ContractOutcome outcome = new ContractSubjects(
                        registry, Map.of("run-requests", RunRequest.getClassSchema()), Registration.REGISTER)
                .prepare();
        assertThat(outcome).isInstanceOf(Ready.class);
        return registry;
    }
}
