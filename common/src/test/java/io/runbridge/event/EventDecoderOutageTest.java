package io.runbridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.event.Decoding.Decoded;
import io.runbridge.event.Decoding.Poison;
import io.runbridge.event.RegistryStandIn.Answer;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderOutageTest {

    private final RecordedWaits waits = new RecordedWaits();
    private RegistryStandIn server;
    private EventDecoder<RunRequest> decoder;
    private byte[] value;

    @BeforeEach
    void startRegistry() throws IOException {
        server = RegistryStandIn.start();
        server.put("run-requests-value", RunRequest.getClassSchema().toString());
        RegistryClient registry = RegistryClient.connect(Map.of("schema.registry.url", server.url()));
        decoder = new EventDecoder<>(registry, "run-requests", RunRequest.class, waits.patience());
        value = framed(1);
    }

    @AfterEach
    void stopRegistry() {
        server.close();
    }

    static Stream<Answer> answersThatProveNothing() {
        return Stream.of(
                Answer.error(401, 40101),
                Answer.error(403, 40301),
                Answer.error(400, 400),
                Answer.error(408, 408),
                Answer.error(422, 42201),
                Answer.error(429, 42901),
                Answer.error(500, 50001),
                Answer.error(502, 502),
                Answer.error(503, 503),
                Answer.error(504, 504),
                Answer.error(404, 404),
                new Answer(404, ""),
                new Answer(404, "<html>no such host</html>"),
                new Answer(503, "<html>bad gateway</html>"),
                new Answer(302, ""),
                new Answer(200, ""),
                new Answer(204, ""),
                new Answer(200, "{}"),
                new Answer(200, "<html>please log in</html>"));
    }

    @ParameterizedTest
    @MethodSource("answersThatProveNothing")
    void shouldWaitAndThenDecodeIfAnswerProvesNothing(Answer answer) throws IOException {
        // given
        server.answerAll(answer);
        waits.meanwhile(() -> {
            if (waits.pauses().size() == 3) {
                server.recover();
            }
        });

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertThat(decoding).isEqualTo(new Decoded<>(Samples.request()));
        assertThat(waits.pauses()).hasSize(3).containsOnly(Duration.ofSeconds(1));
        assertThat(waits.signals()).containsExactly("waiting", "resumed");
    }

    @Test
    void shouldWaitIfNobodyListens() {
        // given
        server.stop();
        waits.meanwhile(() -> {
            if (waits.pauses().size() == 2) {
                waits.stop();
            }
        });

        // then
        assertThatThrownBy(() -> decoder.decode(value))
                .isInstanceOf(RegistryWaitStoppedException.class)
                .hasMessageContaining("fetch schema 1")
                .hasMessageContaining("ConnectException");
        assertThat(waits.pauses()).hasSize(2);
        assertThat(waits.signals()).containsExactly("waiting", "resumed");
    }

    @Test
    void shouldKeepInterruptFlagIfInterruptedWhileWaiting() {
        // given
        server.answerAll(Answer.error(500, 50001));
        RegistryClient registry = RegistryClient.connect(Map.of("schema.registry.url", server.url()));
        RegistryPatience interrupted = new RegistryPatience(() -> false, waits, time -> {
            throw new InterruptedException();
        });

        // then
        assertThatThrownBy(
                        () -> new EventDecoder<>(registry, "run-requests", RunRequest.class, interrupted).decode(value))
                .isInstanceOf(RegistryWaitStoppedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {40401, 40403})
    void shouldRejectIdThatRegistryDoesNotKnow(int code) {
        // given
        server.answerAll(Answer.error(404, code));

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertUnknownSchema(decoding);
        assertThat(waits.signals()).isEmpty();
    }

    static Stream<String> unusableSchemas() {
        return Stream.of(
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"nothing\\\"}\"}",
                "{\"schema\":\"" + "[".repeat(5000) + "\"}",
                "{\"schema\":\"" + "{\\\"type\\\":\\\"array\\\",\\\"items\\\":".repeat(900) + "\\\"int\\\""
                        + "}".repeat(900) + "\"}",
                "{\"schema\":\"not even JSON\"}");
    }

    @ParameterizedTest
    @MethodSource("unusableSchemas")
    void shouldRejectSchemaThatIsNoRecordInAvro(String schema) {
        // given
        server.answerAll(new Answer(200, schema));

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertThat(decoding).isInstanceOf(Poison.class);
        assertThat(waits.signals()).isEmpty();
    }

    @Test
    void shouldNotRememberThatIdWasUnknown() throws IOException {
        // given
        server.answerAll(Answer.error(404, 40403));
        decoder.decode(value);
        server.recover();

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertThat(decoding).isInstanceOf(Decoded.class);
    }

    @Test
    void shouldDecodeWithoutRegistryOnceSchemaWasSeen() {
        // given
        decoder.decode(value);
        server.stop();

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertThat(decoding).isEqualTo(new Decoded<>(Samples.request()));
        assertThat(waits.signals()).isEmpty();
    }

    private static void assertUnknownSchema(Decoding<RunRequest> decoding) {
        assertThat(decoding).isInstanceOfSatisfying(Poison.class, poison -> assertThat(poison.reason())
                .isEqualTo(PoisonReason.UNKNOWN_SCHEMA));
    }

    private static byte[] framed(int id) throws IOException {
        // The single-object encoding has its own header of ten bytes before the same body.
        ByteBuffer body = Samples.request().toByteBuffer().position(10);
        return ByteBuffer.allocate(5 + body.remaining())
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }
}
