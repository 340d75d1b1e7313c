package io.runbridge.simulator.entra;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a token is good for, by the resource it was asked for. */
public enum Audience {
    /** Synapse's data plane, in each cloud. */
    SYNAPSE(
            "https://dev.azuresynapse.net",
            "https://dev.azuresynapse.usgovcloudapi.net",
            "https://dev.azuresynapse.azure.cn"),
    /** Every Azure Databricks workspace: the application id is the resource. */
    DATABRICKS("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"),
    /** Azure Resource Manager, and service management before it, in each cloud. */
    MANAGEMENT(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.usgovcloudapi.net",
            "https://management.core.usgovcloudapi.net",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn");

    /** Separated by blanks, which no resource has. */
    private final String resources;

    Audience(String... resources) {
        this.resources = String.join(" ", resources);
    }

    /** The audience of a resource, with or without a trailing slash. */
    static Optional<Audience> ofResource(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Arrays.stream(values())
                .filter(audience -> List.of(audience.resources.split(" ")).contains(bare))
                .findFirst();
    }

    /** The audience of the first {@code resource/.default} among the words of a scope; other words are passed over. */
    static Optional<Audience> ofScope(String scope) {
        return Arrays.stream(scope.trim().split("\\s+"))
                .filter(word -> word.endsWith("/.default"))
                .map(word -> word.substring(0, word.length() - "/.default".length()))
                .map(Audience::ofResource)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
