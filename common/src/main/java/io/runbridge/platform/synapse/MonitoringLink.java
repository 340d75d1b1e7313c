package io.runbridge.platform.synapse;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.http.Target;
import io.runbridge.platform.pipelines.PipelineService.RunLink;
import java.util.Map;

/** The page of Synapse Studio about a run. Any thread. */
final class MonitoringLink implements RunLink {

    private final String page;
    private final String workspace;

    /** Without subscription and resource group, which no answer tells, the page asks for the workspace. */
    MonitoringLink(PlatformConfig config) {
        page = "https://" + config.auth().cloud().studioHost() + "/en/monitoring/pipelineruns/";
        Map<String, String> links = config.links();
        String subscription = links.getOrDefault("subscription-id", "");
        String group = links.getOrDefault("resource-group", "");
        String name =
                links.getOrDefault("workspace", firstLabel(config.endpoint().getHost()));
        workspace = subscription.isEmpty() || group.isEmpty()
                ? ""
                : "?workspace="
                        + Target.encode("/subscriptions/" + subscription + "/resourceGroups/" + group
                                + "/providers/Microsoft.Synapse/workspaces/" + name);
    }

    @Override
    public String of(String runId) {
        return page + Target.encode(runId) + workspace;
    }

    private static String firstLabel(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }
}
