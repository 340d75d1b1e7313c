package io.runbridge.benchmark.start;

import io.runbridge.local.LocalProcess;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Someone who starts runs from the requests of a round. One caller at a time. */
interface Contestant {

    /** Its row in the table. */
    String name();

    /**
     * Begins a round as a fresh process; the requests lie ready.
     *
     * @param from where the round's requests begin
     */
    LocalProcess begin(Map<TopicPartition, Long> from);

    /** How many starts count as done by now, since whenever. */
    long done();

    /** How much of it is measured in a round. */
    Effort effort();

    /** Ends the process, and leaves nothing to be done in the next round. */
    void end();
}
