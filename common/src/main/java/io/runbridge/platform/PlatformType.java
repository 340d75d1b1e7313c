package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Kind of platform, which fixes the job types that can run on it and what may be configured. Immutable, any thread.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are, only their types cannot show it.
public enum PlatformType {
    /** An Azure Synapse workspace, reached through its data plane. */
    SYNAPSE(
            Map.of(JobType.SYNAPSE_PIPELINE, ParameterForm.PIPELINE),
            Set.of("subscription-id", "resource-group", "workspace"),
            Set.of(Trait.CORRELATION_PARAMETER)),
    /** An Azure data factory, reached through Azure Resource Manager, whose paths name it. */
    DATA_FACTORY(
            Map.of(JobType.DATA_FACTORY_PIPELINE, ParameterForm.PIPELINE),
            Set.of(),
            Set.of(Trait.CORRELATION_PARAMETER),
            "/subscriptions/{id}/resourceGroups/{name}/providers/Microsoft.DataFactory/factories/{name}"),
    /** An Azure Databricks workspace. */
    DATABRICKS(
            Map.of(
                    JobType.DATABRICKS_PIPELINE, ParameterForm.UPDATE,
                    JobType.DATABRICKS_WORKFLOW, ParameterForm.TEXT,
                    JobType.DATABRICKS_JOB, ParameterForm.TEXT),
            Set.of("job-run-link"),
            Set.of(Trait.ACCESS_TOKEN));

    /** What only some types can do. */
    private enum Trait {
        ACCESS_TOKEN,
        CORRELATION_PARAMETER
    }

    private final Map<JobType, ParameterForm> jobs;
    private final Set<String> links;
    private final Set<Trait> traits;
    private final String path;

    /** A type whose endpoints may have any path. */
    PlatformType(Map<JobType, ParameterForm> jobs, Set<String> links, Set<Trait> traits) {
        this(jobs, links, traits, "");
    }

    /** @param path of every endpoint, with braces around what varies */
    PlatformType(Map<JobType, ParameterForm> jobs, Set<String> links, Set<Trait> traits, String path) {
        this.jobs = jobs;
        this.links = links;
        this.traits = traits;
        this.path = path;
    }

    /** The type of platform that jobs of this type run on; empty for UNKNOWN. */
    public static Optional<PlatformType> of(JobType jobType) {
        return Arrays.stream(values())
                .filter(type -> type.jobs.containsKey(jobType))
                .findFirst();
    }

    /** The types that do, as a configuration names them, for people. */
    public static String words(Predicate<PlatformType> which) {
        return Arrays.stream(values()).filter(which).map(PlatformType::word).collect(Collectors.joining(" or "));
    }

    /** The job types that run on this type of platform; never empty. */
    public Set<JobType> jobTypes() {
        return jobs.keySet();
    }

    /** What it makes of the parameters of such a job, if that is one of its own. */
    Optional<ParameterForm> form(JobType jobType) {
        return Optional.ofNullable(jobs.get(jobType));
    }

    /** The path that its endpoints need, with braces around what varies; empty if they may have any. */
    public String path() {
        return path;
    }

    /** The values for monitoring links that may be configured. */
    public Set<String> links() {
        return links;
    }

    /** Whether people can have an access token of its own. */
    public boolean takesAccessToken() {
        return traits.contains(Trait.ACCESS_TOKEN);
    }

    /** Whether its jobs can carry the requestId in a parameter that they declare. */
    public boolean takesCorrelationParameter() {
        return traits.contains(Trait.CORRELATION_PARAMETER);
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
