package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.event.AvroSafety;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import io.runbridge.trigger.admit.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A ledger outlives a version: what the first release wrote is read, and known again when it is repeated. */
class OlderRequestTest {

    @BeforeAll
    static void trustTheContract() {
        AvroSafety.install();
    }

    private static RunRequest request() {
        return RunRequest.newBuilder()
                .setRequestId("q1")
                .setPlatform("lake")
                .setJobType(JobType.DATABRICKS_JOB)
                .setExternalId("42")
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    /** The bytes as the first release wrote them. */
    private static byte[] written() throws IOException {
        try (InputStream kept = Codecs.class.getResourceAsStream("RunRequest-1.avsc")) {
            Schema schema = new Schema.Parser().parse(kept);
            return new BinaryMessageEncoder<RunRequest>(SpecificData.getForClass(RunRequest.class), schema)
                    .encode(request())
                    .array();
        }
    }

    @Test
    void shouldReadARequestOfTheFirstRelease() throws IOException {
        // then
        assertThat(Codecs.REQUEST.read(written())).isEqualTo(request());
        assertThat(Codecs.REQUEST.read(Codecs.REQUEST.write(request()))).isEqualTo(request());
    }

    @Test
    void shouldKnowARequestOfTheFirstReleaseAgain() throws Exception {
        // given
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(written());

        // then
        assertThat(ContentHash.of(request())).isEqualTo(HexFormat.of().formatHex(digest));
    }
}
