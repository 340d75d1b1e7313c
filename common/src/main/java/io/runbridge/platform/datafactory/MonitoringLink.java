package io.runbridge.platform.datafactory;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.http.Target;
import io.runbridge.platform.pipelines.PipelineService.RunLink;

/** The page of Data Factory Studio about a run; the endpoint's path is the factory's resource id. Any thread. */
final class MonitoringLink implements RunLink {

    private static final String PAGE = "https://adf.azure.com/en/monitoring/pipelineruns/";

    private final String factory;

    MonitoringLink(PlatformConfig config) {
        String path = config.endpoint().getPath();
        String id = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        factory = "?factory=" + Target.encode(id);
    }

    @Override
    public String of(String runId) {
        return PAGE + Target.encode(runId) + factory;
    }
}
