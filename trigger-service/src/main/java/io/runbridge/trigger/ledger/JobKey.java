package io.runbridge.trigger.ledger;

import io.runbridge.schemas.JobType;

/** Names a job of a platform across records of the doubt protocol. Stateless, any thread. */
public final class JobKey {

    private JobKey() {}

    /** jobType/externalId. */
    public static String of(JobType jobType, String externalId) {
        return jobType + "/" + externalId;
    }
}
