package io.runbridge.poller.history;

import io.runbridge.platform.Observation;

/** Is told of every answer that is worth something, in the order in which the answers reach the poller. */
interface Answers {

    /**
     * A look at the run alone, or a survey of changes, says this.
     *
     * @param alone whether it was a look at the run alone
     */
    void said(String runId, Observation seen, long askedMs, boolean alone);

    /** A look at the run says that there is none. */
    void unknown(String runId, long askedMs);

    /** Which incarnation of the poller asks now; answers to another one reach nobody. */
    int asker();
}
