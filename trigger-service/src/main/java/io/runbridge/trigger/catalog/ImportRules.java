package io.runbridge.trigger.catalog;

import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.Platform;
import io.runbridge.platform.Problem;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can be said about an import before any call. Pure; immutable, any thread. */
final class ImportRules {

    private final Map<String, Platform> platforms;

    ImportRules(Map<String, Platform> platforms) {
        this.platforms = Map.copyOf(platforms);
    }

    /** What is wrong with the request; empty if it can be carried out. */
    Optional<Problem> check(ImportRequest request) {
        Platform platform = platforms.get(request.getPlatform());
        if (platform == null) {
            return Optional.of(
                    new Problem("UNKNOWN_PLATFORM", "platform", "must be one of " + new TreeSet<>(platforms.keySet())));
        }
        JobType jobType = request.getJobType();
        if (jobType != null && !platform.config().type().jobTypes().contains(jobType)) {
            return Optional.of(new Problem(
                    "INVALID_JOB_TYPE",
                    "jobType",
                    "must be one of " + new TreeSet<>(platform.config().type().jobTypes()) + " on platform "
                            + platform.name() + ", not " + jobType));
        }
        return catalogs(request).isEmpty()
                ? Optional.of(new Problem(
                        "INVALID_EXTERNAL_ID",
                        "externalId",
                        "must be an id that "
                                + (jobType == null ? "a job" : "a " + jobType) + " of platform " + platform.name()
                                + " can have"))
                : Optional.empty();
    }

    /** Where the platform may have what is asked for; none if it cannot. */
    List<JobCatalog> catalogs(ImportRequest request) {
        return Optional.ofNullable(platforms.get(request.getPlatform())).stream()
                .flatMap(platform -> platform.catalogs().stream())
                .filter(catalog ->
                        request.getJobType() == null || catalog.jobTypes().contains(request.getJobType()))
                .filter(catalog -> request.getExternalId() == null || catalog.names(request.getExternalId()))
                .collect(Collectors.toList());
    }
}
