package io.runbridge.poller.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides when "there is no such run" is believed, for the runs of one platform. A run must be unknown to its platform
 * without a break for the grace period before it ends, and none ends while too many turned unknown together: then the
 * workspace is wrong (another endpoint, lost rights, a restored backup), not the runs. Held runs stay open until the
 * platform knows most of them again. In memory: a restart asks again and starts over. Stream thread only.
 */
public final class NotFoundGuard {

    /** What to do about a run that was not found. */
    public enum Verdict {
        /** Too soon after its start, or after it was first missed. */
        WAIT,
        /** Too many are missed at once: none ends. */
        HOLD,
        /** It is gone. */
        LOST
    }

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int TOLERATED = 3;
    static final double TOLERATED_SHARE = 0.05;

    private final long graceMs;
    private final Map<String, Long> missedSince = new HashMap<>();
    /** When each run turned that is missed, or ended as lost; oldest first. */
    private final Map<String, Long> turns = new LinkedHashMap<>();

    private boolean held;

    /** @param grace how long after its start, and for how long without a break, a run may be unknown */
    public NotFoundGuard(Duration grace) {
        this.graceMs = grace.toMillis();
    }

    /**
     * A look at a run says that there is no such run.
     *
     * @param openRuns open runs of the platform, this one included
     */
    public Verdict notFound(String requestId, long startedAtMs, int openRuns, long nowMs) {
        if (nowMs - startedAtMs < graceMs) {
            return Verdict.WAIT;
        }
        Long since = missedSince.putIfAbsent(requestId, nowMs);
        if (since == null) {
            turns.remove(requestId); // so that it goes to the end
            turns.put(requestId, nowMs);
        }
        judge(openRuns, nowMs);
        if (held) {
            return Verdict.HOLD;
        }
        if (since == null || nowMs - since < graceMs) {
            return Verdict.WAIT;
        }
        missedSince.remove(requestId);
        return Verdict.LOST;
    }

    /** The platform knows the run, or it ended otherwise. */
    public void found(String requestId, int openRuns, long nowMs) {
        if (missedSince.remove(requestId) != null) {
            turns.remove(requestId);
            judge(openRuns, nowMs);
        }
    }

    /** Whether endings are held because too many runs are missed at once. */
    public boolean held() {
        return held;
    }

    /** How many open runs are missed now. */
    public int missed() {
        return missedSince.size();
    }

    /**
     * Begins with the runs that turned within ten minutes and were not found since, but lasts as long as too many are
     * missed, however long ago they turned.
     */
    private void judge(int openRuns, long nowMs) {
        Iterator<Long> oldest = turns.values().iterator();
        while (oldest.hasNext() && nowMs - oldest.next() > WINDOW.toMillis()) {
            oldest.remove();
        }
        double tolerated = Math.max(TOLERATED, openRuns * TOLERATED_SHARE);
        held = turns.size() > tolerated || (held && missedSince.size() > tolerated);
    }
}
