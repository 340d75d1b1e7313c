package io.runbridge.trigger.ledger;

import io.runbridge.schemas.JobType;
import java.util.Locale;

/** Names a job of a platform across records of the doubt protocol. Stateless, any thread. */
public final class JobKey {

    private JobKey() {}

    /**
     * jobType/externalId in lower case: Synapse and Data Factory start the same pipeline whatever the case of its name, so
     * a claim that spells it otherwise may own a run too; all other ids are numbers and UUIDs.
     */
    public static String of(JobType jobType, String externalId) {
        return (jobType + "/" + externalId).toLowerCase(Locale.ROOT);
    }
}
