package io.runbridge.poller.round;

import io.runbridge.platform.RunRef;
import java.time.Instant;

/**
 * What memory holds of an open run: when to look again, and nothing that a restart would miss. Stream thread only; other
 * threads see its {@link RunRef} alone.
 */
public final class TrackedRun {

    /** Where the run is; it is in one place at a time, so there are never two looks at it in flight. */
    enum Place {
        WAITING,
        READY,
        IN_FLIGHT,
        CLOSED
    }

    private final String platform;
    private final String requestId;
    private final RunRef ref;
    private final Instant startedAt;
    private Instant knownAt;
    Place place = Place.WAITING;
    int pollTimer = TimerWheel.NONE;
    int timeoutTimer = TimerWheel.NONE;
    int failures;
    long batch;
    long dueAtMs;
    long quickFromMs;
    /** When what is known had arrived, by the agenda's time; what was stored arrived when the run was taken over. */
    long knownFromMs;

    /** @param knownAt when what is known of the run was true; older answers may be stale */
    public TrackedRun(String platform, String requestId, RunRef ref, Instant startedAt, Instant knownAt) {
        this.platform = platform;
        this.requestId = requestId;
        this.ref = ref;
        this.startedAt = startedAt;
        this.knownAt = knownAt;
        this.quickFromMs = startedAt.toEpochMilli();
    }

    public String platform() {
        return platform;
    }

    public String requestId() {
        return requestId;
    }

    public RunRef ref() {
        return ref;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** When what is known of the run was true. */
    public Instant knownAt() {
        return knownAt;
    }

    /** Remembers that an answer of that time was taken. */
    void known(Instant freshAt, long takenMs) {
        knownAt = freshAt;
        knownFromMs = takenMs;
    }

    /** When the next look is due, or was. */
    public long dueAtMs() {
        return dueAtMs;
    }

    /** Whether this look is the one in flight. */
    boolean inFlightIn(Batch look) {
        return place == Place.IN_FLIGHT && batch == look.number();
    }

    /** Failed looks in a row, 0 after an answer. */
    public int failures() {
        return failures;
    }
}
