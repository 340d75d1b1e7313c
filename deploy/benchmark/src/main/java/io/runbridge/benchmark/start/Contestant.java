package io.runbridge.benchmark.start;

import io.runbridge.local.LocalProcess;

/** Someone who starts runs from requests. One caller at a time. */
interface Contestant {

    /** Its row in the table. */
    String name();

    /** Where it reads its requests. */
    String topic();

    /** How much of it is measured in a round. */
    Effort effort();

    /** Begins a round as a fresh process that sees only what is written from now on. */
    LocalProcess begin();

    /** How many starts count as done by now, since whenever. */
    long done();

    /** Ends the process. */
    void end();
}
