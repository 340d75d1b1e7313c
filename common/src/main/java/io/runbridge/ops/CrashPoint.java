package io.runbridge.ops;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named moments in the life of a start at which fault campaigns let a service die, as {@code kill -9} would. Off unless
 * the JVM was started with {@code -Drunbridge.crash-point=NAME}; {@code -Drunbridge.crash-skip=N} lets the first N
 * passages go by. Any thread.
 */
public enum CrashPoint {
    /** The intent is about to be written. */
    INTENT_WRITING,
    /** The intent is written, its transaction is open. */
    INTENT_WRITTEN,
    /** The intent was read back, so it is committed; the call is not made yet. */
    INTENT_COMMITTED,
    /** The connection to the platform is there, no byte has left. */
    CONNECTED,
    /** The request's bytes have left. */
    SENT,
    /** The platform's answer is there, the task has not been told. */
    RESPONDED,
    /** The answer waits in the task's queue. */
    ENQUEUED,
    /** The start is published, its transaction is open. */
    EMITTED,
    /** The poller's first word on the run was read back, so the start is committed. */
    COMMITTED;

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoint.class);
    private static final int KILLED = 137;
    private static final String ARMED = System.getProperty("runbridge.crash-point", "");
    private static final AtomicInteger PASSAGES_LEFT = new AtomicInteger(Integer.getInteger("runbridge.crash-skip", 0));

    /** Ends the process here, without any shutdown, if it was started with this point. */
    public void pass() {
        if (name().equals(ARMED) && PASSAGES_LEFT.getAndDecrement() == 0) {
            LOG.atWarn().addKeyValue("point", name()).log("Dies at a crash point");
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
