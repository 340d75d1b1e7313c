package io.runbridge.poller.round;

/** Calls to one platform that are under way, to be ended once. Stream thread only. */
public abstract sealed class Look permits Batch, PageLook {

    private final String platform;
    int limitTimer = TimerWheel.NONE;
    /** When it began, by the agenda's time. */
    long askedMs;

    Look(String platform) {
        this.platform = platform;
    }

    /** The configured workspace. */
    public final String platform() {
        return platform;
    }
}
