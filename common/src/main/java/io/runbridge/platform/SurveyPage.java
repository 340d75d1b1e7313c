package io.runbridge.platform;

import java.util.List;
import java.util.Optional;

/**
 * One page of a survey. Immutable, any thread.
 *
 * @param sightings the runs on it, in the platform's order; perhaps the same one twice
 * @param next token of the page that follows, empty if this is the last one
 */
public record SurveyPage(List<Sighting> sightings, Optional<String> next) {

    public SurveyPage {
        sightings = List.copyOf(sightings);
    }

    /**
     * A run on a page.
     *
     * @param runId the run as Runbridge names it
     * @param observation what the page says of it
     */
    public record Sighting(String runId, Observation observation) {}
}
