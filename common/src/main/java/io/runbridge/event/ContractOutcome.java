package io.runbridge.event;

import java.util.List;
import java.util.Map;

/** What came of making the contract known to the registry. */
public sealed interface ContractOutcome {

    /**
     * Every subject is there, and its schema is cached: writing calls the registry no more.
     *
     * @param idsByTopic schema id of each topic's values
     */
    record Ready(Map<String, Integer> idsByTopic) implements ContractOutcome {}

    /**
     * The registry did not answer, or refuses us now; the same call later may succeed.
     *
     * @param reason why, for people; holds no secret
     */
    record Unavailable(String reason) implements ContractOutcome {}

    /**
     * The registry will not take the contract: trying again is of no use.
     *
     * @param problems one sentence for each subject
     */
    record Refused(List<String> problems) implements ContractOutcome {}
}
