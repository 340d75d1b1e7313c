package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Shows which jobs a workspace has and which parameters they declare; who asks decides what a missing job means. Calls
 * leave at the platform's rate for imports. Any thread; stages complete on any thread and never exceptionally.
 */
public interface JobCatalog {

    /** The job types whose jobs it shows. */
    Set<JobType> jobTypes();

    /** Whether a job here can have this id. Pure. */
    boolean names(String externalId);

    /**
     * One page of the list of jobs. The list may lag, and may repeat or leave out jobs while others come and go.
     *
     * @param token of the page before, empty for the first
     */
    CompletionStage<Answer<JobPage>> page(Optional<String> token);

    /** One job, read whole. */
    CompletionStage<Answer<FoundJob>> job(String externalId);
}
