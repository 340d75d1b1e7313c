package io.runbridge.acceptance;

import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Requests whose runs carry the requestId as a parameter, so that the simulator's runs can be counted by request. */
final class Ask {
    private static final String PIPELINE = "ingest-orders";
    private static final String WORKFLOW = "42";

    private Ask() {}

    /** A Synapse run: its start carries no token that would make a repetition harmless. */
    static RunRequest synapse(String requestId) {
        return request(requestId, LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, PIPELINE, "since");
    }

    /** A Data Factory run: its start carries no token either. */
    static RunRequest dataFactory(String requestId) {
        return request(requestId, LocalCluster.DATA_FACTORY, JobType.DATA_FACTORY_PIPELINE, "load-customers", "day");
    }

    /** A Databricks run. */
    static RunRequest databricks(String requestId) {
        return request(requestId, LocalCluster.DATABRICKS, JobType.DATABRICKS_WORKFLOW, WORKFLOW, "date");
    }

    /** A cancel without a name of its own. */
    static CancelRequest cancel(String requestId) {
        return CancelRequest.newBuilder()
                .setRequestId(requestId)
                .setReason("not wanted any more")
                .setRequestedBy("acceptance")
                .setRequestedAt(now())
                .build();
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static RunRequest request(
            String requestId, String platform, JobType type, String externalId, String markName) {
        Parameter mark =
                Parameter.newBuilder().setName(markName).setValue(requestId).build();
        return RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform(platform)
                .setJobType(type)
                .setExternalId(externalId)
                .setParameters(List.of(mark))
                .setRequestedBy("acceptance")
                .setRequestedAt(now())
                .build();
    }
}
