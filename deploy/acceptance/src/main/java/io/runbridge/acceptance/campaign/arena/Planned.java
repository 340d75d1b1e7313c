package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.schemas.RunRequest;

/** A request that was made up and may be sent. Immutable, any thread. */
public record Planned(Asked asked, RunRequest request) {

    /** Its id. */
    public String requestId() {
        return asked.requestId();
    }
}
