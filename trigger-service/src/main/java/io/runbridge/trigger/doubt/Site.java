package io.runbridge.trigger.doubt;

import io.runbridge.schemas.JobType;
import io.runbridge.trigger.ledger.JobKey;

/** Where runs are listed together: one job type of one platform. Immutable. */
record Site(String platform, String jobType) {

    /** One job of the site, as ledgers name it. */
    String job(String externalId) {
        return JobKey.of(JobType.valueOf(jobType), externalId);
    }
}
