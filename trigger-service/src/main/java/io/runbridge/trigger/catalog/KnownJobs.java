package io.runbridge.trigger.catalog;

import io.runbridge.platform.FoundJob;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobType;
import io.runbridge.topic.JobRecordKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The jobs of one platform that are published, and how that changes. Stream thread only. */
final class KnownJobs {

    /** Longest job that is published, bytes; the topic takes 1 MiB with what comes around it. */
    private static final int LONGEST_JOB = 1_000_000;

    private final String platform;
    private final CatalogStores stores;
    private final CatalogOutput output;

    KnownJobs(String platform, CatalogStores stores, CatalogOutput output) {
        this.platform = platform;
        this.stores = stores;
        this.output = output;
    }

    /** External ids of those of these types, or of the one that is named. */
    Set<String> ids(Set<JobType> jobTypes, String only) {
        return jobTypes.stream()
                .map(type -> stores.ids(platform, type))
                .flatMap(Collection::stream)
                .filter(id -> only == null || id.equals(only))
                .collect(Collectors.toSet());
    }

    /** Publishes the job if it is not published as it is. */
    void found(FoundJob found, ImportTally tally, long nowMs) {
        String key = JobRecordKey.of(platform, found.jobType(), found.externalId());
        Job job = Job.newBuilder()
                .setPlatform(platform)
                .setJobType(found.jobType())
                .setExternalId(found.externalId())
                .setName(found.name())
                .setParameters(found.parameters())
                .setImportedAt(Instant.ofEpochMilli(nowMs))
                .build();
        Optional<Job> known = stores.job(key);
        tally.found();
        if (known.filter(old -> same(old, job)).isPresent()) {
            return;
        }
        if (CatalogStores.length(job) > LONGEST_JOB) {
            tally.skipped(found.externalId(), "its description has more than " + LONGEST_JOB + " bytes");
            return;
        }
        stores.keep(key, job);
        output.job(key, job);
        tally.written();
    }

    private static boolean same(Job old, Job job) {
        return Job.newBuilder(old).setImportedAt(job.getImportedAt()).build().equals(job);
    }

    /** The platform has no job of these types with that id. */
    void gone(Set<JobType> jobTypes, String externalId, ImportTally tally) {
        for (JobType jobType : jobTypes) {
            String key = JobRecordKey.of(platform, jobType, externalId);
            if (stores.job(key).isPresent()) {
                stores.forget(key);
                output.gone(key);
                tally.removed();
            }
        }
    }
}
