package io.runbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.event.ContractOutcome.Ready;
import io.runbridge.event.ContractOutcome.Refused;
import io.runbridge.event.ContractOutcome.Unavailable;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryStandIn.Answer;
import io.runbridge.event.RegistryStandIn.Call;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractSubjectsTest {

    private static final Map<String, Schema> CONTRACT = Map.of(
            "run-requests", RunRequest.getClassSchema(),
            "cancel-requests", CancelRequest.getClassSchema());

    private RegistryStandIn server;
    private RegistryClient registry;

    @BeforeEach
    void startRegistry() throws IOException {
        server = RegistryStandIn.start();
        registry = RegistryClient.connect(Map.of("schema.registry.url", server.url()));
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
        server.close();
    }

    @Test
    void shouldRegisterEverySubjectWithItsCompatibility() {
        // when
        ContractOutcome outcome = contract(Registration.REGISTER).prepare();

        // then
        assertThat(outcome).isInstanceOfSatisfying(Ready.class, ready -> assertThat(ready.idsByTopic())
                .containsOnlyKeys("run-requests", "cancel-requests"));
        assertThat(server.calls())
                .contains(
                        new Call("POST", "/subjects/run-requests-value/versions", null),
                        new Call("PUT", "/config/run-requests-value", null),
                        new Call("POST", "/subjects/cancel-requests-value/versions", null),
                        new Call("PUT", "/config/cancel-requests-value", null));
    }

    @Test
    void shouldRegisterSchemaWithoutHintsForJava() throws Exception {
        // when
        contract(Registration.REGISTER).prepare();

        // then
        String registered = RegistryClient.connect(Map.of("schema.registry.url", server.url()))
                .official()
                .getSchemaById(1)
                .canonicalString();
        assertThat(registered).contains("\"doc\"").doesNotContain("avro.java");
    }

    @ParameterizedTest
    @EnumSource(Registration.class)
    void shouldWriteAndReadWithoutRegistryOnceReady(Registration registration) {
        // given
        contract(Registration.REGISTER).prepare();
        RegistryClient fresh = RegistryClient.connect(Map.of("schema.registry.url", server.url()));
        new ContractSubjects(fresh, CONTRACT, registration).prepare();
        server.stop();

        // when
        Serde<RunRequest> serde = fresh.serde(RunRequest.class);
        byte[] value = serde.serializer().serialize("run-requests", Samples.request());

        // then
        assertThat(serde.deserializer().deserialize("run-requests", value)).isEqualTo(Samples.request());
    }

    @Test
    void shouldLeaveRegistryAloneIfOnlyExpecting() {
        // given
        server.put("run-requests-value", RunRequest.getClassSchema().toString());
        server.put("cancel-requests-value", CancelRequest.getClassSchema().toString());

        // when
        ContractOutcome outcome = contract(Registration.EXPECT).prepare();

        // then
        assertThat(outcome).isInstanceOf(Ready.class);
        assertThat(server.calls())
                .noneMatch(call -> call.method().equals("PUT") || call.path().endsWith("/versions"));
    }

    @Test
    void shouldRefuseIfExpectedSubjectsAreMissing() {
        // when
        ContractOutcome outcome = contract(Registration.EXPECT).prepare();

        // then
        assertThat(outcome)
                .isEqualTo(new Refused(List.of(
                        "cancel-requests-value does not have this version's schema, and registration is switched off",
                        "run-requests-value does not have this version's schema, and registration is switched off")));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void shouldRefuseIfRegistryRefusesSchema(int status) {
        // given
        server.replace((method, path) -> path.equals("/subjects/run-requests-value/versions")
                ? Optional.of(Answer.error(status, status))
                : Optional.empty());

        // when
        ContractOutcome outcome = contract(Registration.REGISTER).prepare();

        // then
        assertThat(outcome)
                .isEqualTo(new Refused(List.of("run-requests-value does not take this version's schema: "
                        + "the registry answered " + status + " (stand-in says no; error code: " + status + ")")));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void shouldBeUnavailableIfRegistrySaysNothingAboutSchema(int status) {
        // given
        server.answerAll(Answer.error(status, status));

        // when
        ContractOutcome outcome = contract(Registration.REGISTER).prepare();

        // then
        assertThat(outcome).isInstanceOfSatisfying(Unavailable.class, unavailable -> assertThat(unavailable.reason())
                .contains("the registry answered " + status));
    }

    @Test
    void shouldBeUnavailableIfNobodyListens() {
        // given
        server.stop();

        // when
        ContractOutcome outcome = contract(Registration.REGISTER).prepare();

        // then
        assertThat(outcome).isInstanceOfSatisfying(Unavailable.class, unavailable -> assertThat(unavailable.reason())
                .startsWith("Tried to prepare subject ")
                .contains("ConnectException"));
    }

    @Test
    void shouldUseWhatOthersRegisteredIfWeMayOnlyRead() {
        // given
        contract(Registration.REGISTER).prepare();
        server.replace((method, path) -> path.endsWith("/versions") || method.equals("PUT")
                ? Optional.of(Answer.error(403, 40301))
                : Optional.empty());
        RegistryClient reader = RegistryClient.connect(Map.of("schema.registry.url", server.url()));

        // when
        ContractOutcome outcome = new ContractSubjects(reader, CONTRACT, Registration.REGISTER).prepare();

        // then
        assertThat(outcome).isInstanceOf(Ready.class);
    }

    @Test
    void shouldBeReadyIfCompatibilityMayNotBeSet() {
        // given
        server.replace(
                (method, path) -> method.equals("PUT") ? Optional.of(Answer.error(403, 40301)) : Optional.empty());

        // when
        ContractOutcome outcome = contract(Registration.REGISTER).prepare();

        // then
        assertThat(outcome).isInstanceOf(Ready.class);
    }

    @Test
    void shouldWaitUntilRegistryAnswers() {
        // given
        RecordedWaits waits = new RecordedWaits();
        server.answerAll(Answer.error(503, 503));
        waits.meanwhile(() -> {
            if (waits.pauses().size() == 2) {
                server.recover();
            }
        });

        // when
        ContractOutcome outcome = contract(Registration.REGISTER).prepare(waits.patience());

        // then
        assertThat(outcome).isInstanceOf(Ready.class);
        assertThat(waits.signals()).containsExactly("waiting", "resumed");
    }

    @Test
    void shouldStopWaitingIfProcessStops() {
        // given
        RecordedWaits waits = new RecordedWaits();
        server.answerAll(Answer.error(503, 503));
        waits.meanwhile(waits::stop);

        // then
        assertThatThrownBy(() -> contract(Registration.REGISTER).prepare(waits.patience()))
                .isInstanceOf(RegistryWaitStoppedException.class);
    }

    private ContractSubjects contract(Registration registration) {
        return new ContractSubjects(registry, CONTRACT, registration);
    }
}
