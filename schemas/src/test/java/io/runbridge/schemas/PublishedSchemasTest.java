package io.runbridge.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The complete schemas beside the AsyncAPI document follow from src/main/avro; -Dcontract.write=true writes them anew. */
class PublishedSchemasTest {

    private static final Path FOLDER = Path.of("src/main/asyncapi/schemas");

    @BeforeAll
    static void writeIfAsked() throws IOException {
        if (Boolean.getBoolean("contract.write")) {
            for (Schema schema : Contract.events().toList()) {
                Files.writeString(FOLDER.resolve(schema.getName() + ".avsc"), text(schema));
            }
        }
    }

    @Test
    void shouldPublishOneSchemaForEachEvent() {
        assertThat(Contract.names(FOLDER, ".avsc"))
                .isEqualTo(Contract.events().map(Schema::getName).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("io.runbridge.schemas.Contract#events")
    void shouldPublishCurrentSchema(Schema schema) throws IOException {
        assertThat(Files.readString(FOLDER.resolve(schema.getName() + ".avsc")))
                .as("run mvn -pl schemas test -Dcontract.write=true")
                .isEqualTo(text(schema));
    }

    private static String text(Schema schema) {
        return SchemaFormatter.format("json/pretty", schema) + "\n";
    }
}
