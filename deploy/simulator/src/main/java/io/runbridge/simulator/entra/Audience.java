package io.runbridge.simulator.entra;

import java.util.Arrays;
import java.util.Optional;

/** What a token is good for, by the resource it was asked for. */
public enum Audience {
    /** Synapse's data plane. */
    SYNAPSE("https://dev.azuresynapse.net", "https://dev.azuresynapse.net"),
    /** Every Azure Databricks workspace: the application id is the resource. */
    DATABRICKS("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"),
    /** Azure Resource Manager. */
    MANAGEMENT("https://management.azure.com", "https://management.core.windows.net");

    private final String resource;
    private final String alias;

    Audience(String resource, String alias) {
        this.resource = resource;
        this.alias = alias;
    }

    /** The audience of a resource, with or without a trailing slash. */
    static Optional<Audience> ofResource(String text) {
        String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return Arrays.stream(values())
                .filter(a -> a.resource.equals(bare) || a.alias.equals(bare))
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
