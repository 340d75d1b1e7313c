package io.runbridge.simulator.life;

/** Where a run is in its life. */
public enum Step {
    /** Created, waiting for a free slot of its job. */
    WAITING,
    /** In one of its phases. */
    ACTIVE,
    /** A cancel was taken, the run is being brought down. */
    CANCELLING,
    /** Over; the outcome holds. */
    ENDED
}
