package io.runbridge.topic;

import io.runbridge.schemas.JobType;

/** Keys of the topic {@code jobs}. Stateless, any thread. */
public final class JobRecordKey {

    private static final String SEPARATOR = "/";

    private JobRecordKey() {}

    /** The key of one job. */
    public static String of(String platform, JobType jobType, String externalId) {
        return prefix(platform, jobType) + externalId;
    }

    /** What the keys of all jobs of a type begin with; names of platforms have no slash. */
    public static String prefix(String platform, JobType jobType) {
        return platform + SEPARATOR + jobType + SEPARATOR;
    }
}
