package io.runbridge.acceptance.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runbridge.acceptance.campaign.oracle.Group;
import io.runbridge.acceptance.campaign.oracle.Run;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.SimulatedRun;

/** Reads the simulator's runs as the oracle takes them. Pure, any thread. */
final class Truth {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Truth() {}

    static Run of(SimulatedRun run) {
        boolean update = run.platform().equals("pipelines");
        String mark = parameters(run).path(update ? "full_refresh" : "id").asText();
        Group group = new Group(run.platform(), run.job(), mark);
        String runId = update ? run.job() + ":" + run.runId() : run.runId();
        return new Run(runId, group, run.state(), run.ended(), run.cancelRequested());
    }

    private static JsonNode parameters(SimulatedRun run) {
        try {
            return JSON.readTree(run.parameters());
        } catch (JsonProcessingException e) {
            throw new LocalFailure("The simulator gave parameters of run " + run.runId() + " that are no JSON", e);
        }
    }
}
