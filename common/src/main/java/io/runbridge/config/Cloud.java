package io.runbridge.config;

import io.runbridge.platform.PlatformType;
import java.net.URI;

/**
 * An Azure cloud, which has its own Entra ID and its own audiences. Immutable, any thread. Facts: AzureEnvironment and
 * DatabricksEnvironment of databricks-sdk-java 0.141.0 (authority, management, Databricks); azure-cli-core, cloud.py,
 * {@code synapse_analytics_resource_id} and {@code resource_manager} (Synapse, Resource Manager); Microsoft's Spark magic for Synapse, SYNAPSE_UI_DNS (Studio).
 */
public enum Cloud {
    /** Azure for everyone. */
    PUBLIC(
            "https://login.microsoftonline.com/",
            "azuresynapse.net",
            "https://management.core.windows.net/",
            "https://management.azure.com"),
    /** Azure Government of the United States. */
    US_GOVERNMENT(
            "https://login.microsoftonline.us/",
            "azuresynapse.usgovcloudapi.net",
            "https://management.core.usgovcloudapi.net/",
            "https://management.usgovcloudapi.net"),
    /** Azure of 21Vianet. */
    CHINA(
            "https://login.chinacloudapi.cn/",
            "azuresynapse.azure.cn",
            "https://management.core.chinacloudapi.cn/",
            "https://management.chinacloudapi.cn");

    /** Azure Databricks is one application in all clouds. */
    private static final String DATABRICKS = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

    private final String authorityHost;
    private final String synapseDomain;
    private final String management;
    private final String resourceManager;

    Cloud(String authorityHost, String synapseDomain, String management, String resourceManager) {
        this.authorityHost = authorityHost;
        this.synapseDomain = synapseDomain;
        this.management = management;
        this.resourceManager = resourceManager;
    }

    /** The address of its Entra ID. */
    public URI authorityHost() {
        return URI.create(authorityHost);
    }

    /** The OAuth scope of calls to a platform of this type. */
    public String scope(PlatformType type) {
        String audience =
                switch (type) {
                    case SYNAPSE -> "https://dev." + synapseDomain;
                    case DATA_FACTORY -> resourceManager;
                    case DATABRICKS -> DATABRICKS;
                };
        return audience + "/.default";
    }

    /** The OAuth scope of Azure's management; its audience ends in a slash, so there are two. */
    public String managementScope() {
        return management + "/.default";
    }

    /** The host of Synapse Studio. */
    public String studioHost() {
        return "web." + synapseDomain;
    }
}
