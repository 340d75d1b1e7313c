package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** What stores and internal topics hold outlives a version. */
class CodecsTest {

    @Test
    void shouldReadEntriesOfTheFirstFormat() throws IOException {
        Schema schema = schema("LedgerEntry-1.avsc");
        GenericRecord entry = new GenericRecordBuilder(schema)
                .set("requestId", "r1")
                .set(
                        "state",
                        new GenericData.EnumSymbol(schema.getField("state").schema(), "STARTED"))
                .set("stateSince", 7L)
                .set("runId", "run")
                .build();

        LedgerEntry read = Codecs.ENTRY.read(bytes(schema, entry));

        assertThat(read.getState()).isEqualTo(LedgerState.STARTED);
        assertThat(read.getRunId()).isEqualTo("run");
        assertThat(read.getRerunOf()).isNull();
        assertThat(read.getPrecondition()).isNull();
    }

    /** One that changes makes what is stored unreadable, unless its reader is given the older schema as well. */
    @Test
    void shouldStoreInTheSchemasThatAreKnown() {
        Map<String, String> fingerprints = Stream.of(
                        LedgerEntry.getClassSchema(),
                        Claim.getClassSchema(),
                        DoubtEvent.getClassSchema(),
                        Verdict.getClassSchema(),
                        Doubt.getClassSchema(),
                        RunRequest.getClassSchema(),
                        Job.getClassSchema(),
                        ImportRequest.getClassSchema())
                .collect(Collectors.toMap(
                        Schema::getName, schema -> Long.toHexString(SchemaNormalization.parsingFingerprint64(schema))));

        assertThat(fingerprints)
                .isEqualTo(Map.of(
                        "Claim", "c53329c8498c9bd",
                        "Doubt", "149e104048e29286",
                        "DoubtEvent", "e163d10c47e0c3e",
                        "ImportRequest", "19eea79401e59d4b",
                        "Job", "107db489050e77a8",
                        "LedgerEntry", "73580ab727a10c21",
                        "RunRequest", "7c078445f7891ac9",
                        "Verdict", "4376a86ea1999536"));
    }

    private static Schema schema(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(LedgerEntry.class.getResourceAsStream(name))) {
            return new Schema.Parser().parse(file);
        }
    }

    private static byte[] bytes(Schema schema, GenericRecord value) throws IOException {
        ByteBuffer encoded = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(value);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
