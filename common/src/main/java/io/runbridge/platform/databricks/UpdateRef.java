package io.runbridge.platform.databricks;

import java.util.Optional;

/** A pipeline update; as a run id {@code {pipeline_id}:{update_id}}. Immutable, any thread. */
record UpdateRef(String pipelineId, String updateId) {

    /** The update that a run id names; empty if it names none. */
    static Optional<UpdateRef> of(String runId) {
        int colon = runId.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        UpdateRef ref = new UpdateRef(runId.substring(0, colon), runId.substring(colon + 1));
        boolean possible = DatabricksRules.PIPELINE_ID.problem(ref.pipelineId).isEmpty()
                && DatabricksRules.UPDATE_ID.problem(ref.updateId).isEmpty();
        return possible ? Optional.of(ref) : Optional.empty();
    }

    String runId() {
        return pipelineId + ":" + updateId;
    }
}
