package io.runbridge.platform.databricks;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.http.Target;

/** The pages of a workspace about runs. Any thread. */
final class PageLink {

    private static final String JOB_RUN = "{workspace_url}/jobs/{job_id}/runs/{run_id}";

    private final String workspaceUrl;
    private final String jobRun;

    PageLink(PlatformConfig config) {
        String url = config.endpoint().toString();
        workspaceUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        jobRun = config.links().getOrDefault("job-run-link", JOB_RUN);
    }

    /** By the template of the configuration. */
    String ofJobRun(RunRef run) {
        return jobRun.replace("{workspace_url}", workspaceUrl)
                .replace("{job_id}", Target.encode(run.externalId()))
                .replace("{run_id}", Target.encode(run.runId()));
    }

    String ofPipeline(String pipelineId) {
        return workspaceUrl + "/#joblist/pipelines/" + Target.encode(pipelineId);
    }
}
