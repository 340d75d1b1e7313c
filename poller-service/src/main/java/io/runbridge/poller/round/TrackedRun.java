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

    private static final long NEVER = Long.MIN_VALUE;
    private static final double DEMAND_UNIT = 1e9;

    private final String platform;
    private final String requestId;
    private final RunRef ref;
    private final Instant startedAt;
    private Instant knownAt;
    /** As the platform says, or when we learnt of it. */
    long startMs;
    /** Since when this task has it; this and the times below by the agenda's time. */
    long trackedMs;
    /** When the latest answer about it was asked for, alone or on a page. */
    long askedMs = NEVER;
    /** When the latest answer about it alone was asked for. */
    long lookedMs = NEVER;
    /** When the latest page that shows it was asked for. */
    long sightedMs = NEVER;
    /** Whether the list of active runs showed it the last time. */
    boolean listed;
    /** Whether it was opened by its start, not taken over from the store. */
    boolean justStarted;
    /** Whether anything had been learnt of it when it was taken over. */
    final boolean knownBefore;
    /** What the list last said of it, in short; 0 before. */
    long hint;
    /** Only an answer as fresh as this is enough; null if there is no doubt. */
    Instant owed;
    /** To be looked at whatever its survey shows. */
    boolean insisted;
    /** Asked for while a look was in flight: one more is needed. */
    boolean again;

    /** Whether the latest answer was that there is no such run. */
    boolean missed;

    int sliceIndex;
    /** Another request's run of the same id; mostly null. */
    TrackedRun namesake;
    /** How often it would be looked at by itself; see {@link #demandOf}. */
    long demand;

    Place place = Place.WAITING;
    int pollTimer = TimerWheel.NONE;
    int timeoutTimer = TimerWheel.NONE;
    int failures;
    long batch;
    long dueAtMs;
    long quickFromMs;
    /** When what is known had arrived, by the agenda's time; what was stored arrived when the run was taken over. */
    long knownFromMs;

    /** A run of which the platform has not said yet when it started. */
    public TrackedRun(String platform, String requestId, RunRef ref, Instant startedAt, Instant knownAt) {
        this(platform, requestId, ref, startedAt, startedAt, knownAt);
    }

    /**
     * @param startedAt when its start was taken, by our clock
     * @param startTime when it started there, as far as that is known
     * @param knownAt when what is known of the run was true; older answers may be stale
     */
    public TrackedRun(
            String platform, String requestId, RunRef ref, Instant startedAt, Instant startTime, Instant knownAt) {
        this.platform = platform;
        this.requestId = requestId;
        this.ref = ref;
        this.startedAt = startedAt;
        this.knownAt = knownAt;
        this.quickFromMs = startedAt.toEpochMilli();
        this.startMs = startTime.toEpochMilli();
        this.knownBefore = knownAt.isAfter(Instant.EPOCH);
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
        missed = false;
        if (owed != null && !freshAt.isBefore(owed)) {
            owed = null;
        }
    }

    /** Looks per second as a whole number, so that sums stay exact. */
    static long demandOf(long intervalMs) {
        return Math.round(DEMAND_UNIT / Math.max(1, intervalMs));
    }

    /** What a sum of {@link #demandOf} means. */
    static double looksPerSecond(long demand) {
        return demand * 1_000 / DEMAND_UNIT;
    }

    /** Whether nobody has asked for it since this task has it. */
    boolean neverAsked() {
        return askedMs == NEVER;
    }

    /** Whether it is looked at quickly again, whatever its job's runs take. */
    boolean hurried() {
        return quickFromMs != startedAt.toEpochMilli();
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
