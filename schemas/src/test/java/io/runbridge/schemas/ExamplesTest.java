package io.runbridge.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    private static final Path FOLDER = Path.of("src/main/examples");

    @Test
    void shouldHaveOneExampleOfEachEvent() {
        assertThat(Contract.names(FOLDER, ".json"))
                .isEqualTo(Contract.events().map(Schema::getName).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("io.runbridge.schemas.Contract#events")
    void shouldDecodeExample(Schema schema) throws IOException {
        // given
        String json = Files.readString(FOLDER.resolve(schema.getName() + ".json"));

        // when
        SpecificRecord event = new SpecificDatumReader<SpecificRecord>(schemaOfClass(schema))
                .read(null, DecoderFactory.get().jsonDecoder(schema, json));

        // then
        assertThat(event.getClass().getSimpleName()).isEqualTo(schema.getName());
        assertThat(readBack(event)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("io.runbridge.schemas.Contract#events")
    void shouldDecodeExampleWithoutGeneratedClasses(Schema schema) throws IOException {
        String json = Files.readString(FOLDER.resolve(schema.getName() + ".json"));
        assertThat(new GenericDatumReader<>(schema)
                        .read(null, DecoderFactory.get().jsonDecoder(schema, json)))
                .isNotNull();
    }

    private static Object readBack(SpecificRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
        encoder.flush();
        return new SpecificDatumReader<SpecificRecord>(event.getSchema())
                .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
    }

    private static Schema schemaOfClass(Schema schema) {
        return SpecificData.get().getSchema(SpecificData.get().getClass(schema));
    }
}
