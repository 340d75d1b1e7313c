package io.runbridge.event;

import io.runbridge.schemas.DataType;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.time.Instant;
import java.util.List;

/** Events that tests send. */
final class Samples {

    private Samples() {}

    /** A request with a parameter of every Avro type. */
    static RunRequest request() {
        return RunRequest.newBuilder()
                .setRequestId("orders-2026-11-23")
                .setPlatform("synapse-local")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("ingest-orders")
                .setParameters(List.of(
                        parameter("none", null),
                        parameter("dryRun", true),
                        parameter("retries", 3L),
                        parameter("ratio", 0.5),
                        parameter("since", "2026-11-22")))
                .setRequestedAt(Instant.parse("2026-11-23T07:00:00.123Z"))
                .build();
    }

    private static Parameter parameter(String name, Object value) {
        return Parameter.newBuilder()
                .setName(name)
                .setValue(value)
                .setDataType(value instanceof String ? DataType.STRING : null)
                .build();
    }
}
