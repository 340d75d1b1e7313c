package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.life.Platform;

/**
 * What tells one service that runs pipelines from another.
 *
 * @param platform whose word begins the names of its operations
 * @param apiVersion the one that it takes
 * @param root what its paths begin with, with {@code :name} for parameters
 * @param activitiesPath of a run's activities, behind the root
 * @param createdStatus the HTTP status of a run that was created
 * @param dimensionsField the field with a run's dimensions
 * @param resourceType of what its pipelines belong to
 */
public record PipelineService(
        Platform platform,
        String apiVersion,
        String root,
        String activitiesPath,
        int createdStatus,
        String dimensionsField,
        String resourceType) {

    /** The subscription that everything is in. */
    public static final String SUBSCRIPTION = "00000000-0000-4000-8000-000000000000";

    /** The resource group that everything is in. */
    public static final String GROUP = "simulator";

    /** The id of the resource of that name, as Azure Resource Manager writes it. */
    public String resource(String name) {
        return "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + GROUP + "/providers/" + resourceType + "/"
                + name;
    }
}
