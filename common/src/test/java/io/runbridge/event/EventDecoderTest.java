package io.runbridge.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.runbridge.event.Decoding.Decoded;
import io.runbridge.event.Decoding.Poison;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

    private static final String TOPIC = "run-requests";
    private static final String SUBJECT = "run-requests-value";
    private static final String SCOPE = "event-decoder";

    private final RegistryClient registry = RegistryClient.connect(Map.of("schema.registry.url", "mock://" + SCOPE));
    private final RecordedWaits waits = new RecordedWaits();
    private final EventDecoder<RunRequest> decoder =
            new EventDecoder<>(registry, TOPIC, RunRequest.class, waits.patience());

    @AfterEach
    void forgetSchemas() {
        MockSchemaRegistry.dropScope(SCOPE);
    }

    @Test
    void shouldDecodeRequest() throws Exception {
        // given
        byte[] value = serialize(Samples.request());

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertThat(decoding).isEqualTo(new Decoded<>(Samples.request()));
    }

    @Test
    void shouldDecodeUnknownSymbolAsUnknown() throws Exception {
        // given
        Schema newer = changed(text -> text.replace("\"DATABRICKS_JOB\",", "\"DATABRICKS_JOB\",\"FABRIC_NOTEBOOK\","));
        GenericData.Record event = genericRequest(newer);
        event.put(
                "jobType", new GenericData.EnumSymbol(newer.getField("jobType").schema(), "FABRIC_NOTEBOOK"));

        // when
        Decoding<RunRequest> decoding = decoder.decode(encode(newer, event));

        // then
        assertThat(((Decoded<RunRequest>) decoding).event().getJobType()).isEqualTo(JobType.UNKNOWN);
    }

    static Stream<Arguments> malformedValues() {
        return Stream.of(
                Arguments.of(null, PoisonReason.NULL_VALUE),
                Arguments.of(new byte[0], PoisonReason.BAD_MAGIC_BYTE),
                Arguments.of(new byte[] {0, 0, 0, 0}, PoisonReason.BAD_MAGIC_BYTE),
                Arguments.of(new byte[] {1, 0, 0, 0, 1, 2}, PoisonReason.BAD_MAGIC_BYTE),
                Arguments.of("{\"requestId\":\"a\"}".getBytes(StandardCharsets.UTF_8), PoisonReason.BAD_MAGIC_BYTE),
                Arguments.of(new byte[] {0, 0, 0, 0, 0, 2}, PoisonReason.UNKNOWN_SCHEMA),
                Arguments.of(new byte[] {0, -1, 0, 0, 0, 2}, PoisonReason.UNKNOWN_SCHEMA),
                Arguments.of(new byte[] {0, 0, 0, 3, -25, 2}, PoisonReason.UNKNOWN_SCHEMA),
                Arguments.of(new byte[EventDecoder.DEFAULT_LIMIT + 1], PoisonReason.VALUE_TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource("malformedValues")
    void shouldRejectMalformedValue(byte[] value, PoisonReason reason) {
        assertThat(decoder.decode(value)).isInstanceOfSatisfying(Poison.class, poison -> {
            assertThat(poison.reason()).isEqualTo(reason);
            assertThat(poison.message()).isNotBlank();
        });
        assertThat(waits.signals()).isEmpty();
    }

    @Test
    void shouldRejectValueOfAnotherRecord() throws Exception {
        // given
        CancelRequest cancel = CancelRequest.newBuilder()
                .setRequestId("a")
                .setRequestedAt(Instant.EPOCH)
                .build();
        int id = register(CancelRequest.getClassSchema());

        // when
        Decoding<RunRequest> decoding = decoder.decode(frame(id, body(CancelRequest.getClassSchema(), cancel)));

        // then
        assertPoison(decoding, PoisonReason.WRONG_TYPE);
    }

    @Test
    void shouldRejectValueThatIsNoRecord() throws Exception {
        // given
        int id = register(Schema.create(Schema.Type.STRING));

        // when
        Decoding<RunRequest> decoding = decoder.decode(frame(id, new byte[] {2, 'a'}));

        // then
        assertPoison(decoding, PoisonReason.WRONG_TYPE);
    }

    @Test
    void shouldRejectEveryTruncation() throws Exception {
        // given
        byte[] value = serialize(Samples.request());

        // then
        for (int length = 5; length < value.length; length++) {
            assertPoison(decoder.decode(Arrays.copyOf(value, length)), PoisonReason.BAD_AVRO);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_500_000_000L, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void shouldRejectStringThatClaimsToBeHuge(long length) throws Exception {
        // given
        int id = register(RunRequest.getClassSchema());

        // when
        Decoding<RunRequest> decoding = decoder.decode(frame(id, longs(length)));

        // then
        assertPoison(decoding, PoisonReason.BAD_AVRO);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                50_000_000,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE + 1L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                -2_000_000_000
            })
    void shouldRejectArrayThatClaimsToBeHuge(long count) throws Exception {
        // given
        int id = register(RunRequest.getClassSchema());
        byte[] upToParameters = longs(0, 0, 0, 0, count);

        // when
        Decoding<RunRequest> decoding = decoder.decode(frame(id, upToParameters));

        // then
        assertPoison(decoding, PoisonReason.BAD_AVRO);
    }

    @Test
    void shouldRejectEndlessArrayOfNothingInFieldThatIsSkipped() throws Exception {
        // given
        Schema writer = withFirstField("{\"name\":\"nothing\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}");

        // when
        Decoding<RunRequest> decoding = decoder.decode(frame(register(writer), longs(Long.MAX_VALUE)));

        // then
        assertPoison(decoding, PoisonReason.BAD_AVRO);
    }

    @Test
    void shouldRejectEndlessNestingInFieldThatIsSkipped() throws Exception {
        // given
        Schema writer = withFirstField("{\"name\":\"nest\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"Nest\","
                + "\"fields\":[{\"name\":\"nest\",\"type\":[\"null\",\"Nest\"]}]}]}");
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 2);

        // when
        Decoding<RunRequest> decoding = decoder.decode(frame(register(writer), deep));

        // then
        assertPoison(decoding, PoisonReason.BAD_AVRO);
    }

    @Test
    void shouldDecodeNextValueAfterPoison() throws Exception {
        // given
        byte[] value = serialize(Samples.request());
        decoder.decode(Arrays.copyOf(value, value.length / 2));

        // when
        Decoding<RunRequest> decoding = decoder.decode(value);

        // then
        assertThat(decoding).isEqualTo(new Decoded<>(Samples.request()));
    }

    private static void assertPoison(Decoding<?> decoding, PoisonReason reason) {
        assertThat(decoding).isInstanceOfSatisfying(Poison.class, poison -> assertThat(poison.reason())
                .isEqualTo(reason));
    }

    private byte[] serialize(RunRequest request) throws Exception {
        new ContractSubjects(
                        registry, Map.of(TOPIC, RunRequest.getClassSchema()), ContractSubjects.Registration.REGISTER)
                .prepare();
        return registry.serde(RunRequest.class).serializer().serialize(TOPIC, request);
    }

    private int register(Schema schema) throws Exception {
        return registry.official().register(SUBJECT, new AvroSchema(schema));
    }

    private byte[] encode(Schema schema, Object event) throws Exception {
        return frame(register(schema), body(schema, event));
    }

    private static byte[] body(Schema schema, Object event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema, SpecificData.getForSchema(schema)).write(event, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] longs(long... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        for (long value : values) {
            encoder.writeLong(value);
        }
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] frame(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    private static Schema changed(UnaryOperator<String> change) {
        return new Schema.Parser()
                .parse(change.apply(RunRequest.getClassSchema().toString()));
    }

    private static Schema withFirstField(String field) {
        return changed(text -> text.replaceFirst("\"fields\":\\[", "\"fields\":[" + field + ","));
    }

    private static GenericData.Record genericRequest(Schema schema) {
        GenericData.Record event = new GenericData.Record(schema);
        event.put("requestId", "a");
        event.put("platform", "b");
        event.put("externalId", "c");
        event.put("parameters", List.of());
        event.put("requestedAt", 0L);
        return event;
    }
}
