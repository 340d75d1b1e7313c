package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** Stores that the first version wrote are read as they are. */
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

    @Test
    void shouldReadRequestsOfTheFirstContract() throws IOException {
        Schema schema = schema("RunRequest-1.avsc");
        GenericRecord request = new GenericRecordBuilder(schema)
                .set("requestId", "r1")
                .set("platform", "dbx")
                .set(
                        "jobType",
                        new GenericData.EnumSymbol(schema.getField("jobType").schema(), "DATABRICKS_JOB"))
                .set("externalId", "42")
                .set("parameters", List.of())
                .set("requestedAt", 7L)
                .build();

        RunRequest read = Codecs.REQUEST.read(bytes(schema, request));

        assertThat(read.getJobType()).isEqualTo(JobType.DATABRICKS_JOB);
        assertThat(read.getExternalId()).isEqualTo("42");
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
