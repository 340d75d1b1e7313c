package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A catalogue behind its platform's breaker for look-ups: a call that it holds fails UNAVAILABLE. Any thread. */
record GuardedCatalog(JobCatalog catalog, Breaker lookUps) implements JobCatalog {

    @Override
    public Set<JobType> jobTypes() {
        return catalog.jobTypes();
    }

    @Override
    public boolean names(String externalId) {
        return catalog.names(externalId);
    }

    @Override
    public CompletionStage<Answer<JobPage>> page(Optional<String> token) {
        return lookUps.call(() -> catalog.page(token));
    }

    @Override
    public CompletionStage<Answer<FoundJob>> job(String externalId) {
        return lookUps.call(() -> catalog.job(externalId));
    }
}
