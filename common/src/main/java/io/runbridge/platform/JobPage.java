package io.runbridge.platform;

import io.runbridge.schemas.Skipped;
import java.util.List;
import java.util.Optional;

/**
 * One page of a catalogue. Immutable, any thread.
 *
 * @param jobs the jobs of which it tells all
 * @param unread ids of those that must be read one by one
 * @param skipped those that cannot be run from here
 * @param next token of the page that follows, empty if this is the last one
 */
public record JobPage(List<FoundJob> jobs, List<String> unread, List<Skipped> skipped, Optional<String> next) {

    public JobPage {
        jobs = List.copyOf(jobs);
        unread = List.copyOf(unread);
        skipped = List.copyOf(skipped);
    }
}
