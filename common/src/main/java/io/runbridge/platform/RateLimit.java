package io.runbridge.platform;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many more calls a platform says that it takes, by kind of call, so that one who asks slows down before it refuses.
 * Any thread.
 */
public final class RateLimit {

    /** Kinds of call, which a platform may count apart. */
    public enum Call {
        START,
        OBSERVE,
        CANCEL,
        LOOK_UP
    }

    /** The platform does not say how many it allows; what was seen most within this time stands for it. */
    private static final long MOST_COUNTS_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Less than this part of the most, or than this number, is scarce. */
    private static final long SCARCE_PART = 10;

    private static final long SCARCE_NUMBER = 5;

    private static final long SLOWER_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What answers to one kind of call say under one name. */
    private static final class Remaining {
        private long latest;
        private long most = -1;
        private long mostAtNanos;

        void told(long count, long nowNanos) {
            latest = count;
            if (count >= most || nowNanos - mostAtNanos > MOST_COUNTS_NANOS) {
                most = count;
                mostAtNanos = nowNanos;
            }
        }

        boolean scarce() {
            return latest < Math.max(SCARCE_NUMBER, most / SCARCE_PART);
        }
    }

    /** One kind of call. */
    private static final class Kind {
        private final Map<String, Remaining> byName = new HashMap<>();
        private boolean news;
        private boolean slowed;
        private long slowedAtNanos;
    }

    private final Map<Call, Kind> kinds = new EnumMap<>(Call.class);
    private final LongSupplier nanoTime;

    /** Of a platform that has said nothing yet. */
    public RateLimit() {
        this(System::nanoTime);
    }

    RateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * An answer says how many more calls the platform takes.
     *
     * @param name of what it counts, such as reads or writes
     * @param remaining 0 or more
     */
    public synchronized void told(Call call, String name, long remaining) {
        Kind kind = kinds.computeIfAbsent(call, key -> new Kind());
        kind.byName.computeIfAbsent(name, key -> new Remaining()).told(remaining, nanoTime.getAsLong());
        kind.news = true;
    }

    /**
     * Whether calls of this kind should become slower by one step, as after a refusal: few are left by an answer that came
     * since this was last asked. At most once a second, for one who asks.
     */
    public synchronized boolean slower(Call call) {
        Kind kind = kinds.get(call);
        long now = nanoTime.getAsLong();
        if (kind == null || !kind.news || (kind.slowed && now - kind.slowedAtNanos < SLOWER_EVERY_NANOS)) {
            return false;
        }
        kind.news = false;
        if (kind.byName.values().stream().noneMatch(Remaining::scarce)) {
            return false;
        }
        kind.slowed = true;
        kind.slowedAtNanos = now;
        return true;
    }

    /** How many more calls the latest answers to this kind of call say; empty if they said nothing. */
    public synchronized OptionalLong remaining(Call call) {
        Kind kind = kinds.get(call);
        return kind == null
                ? OptionalLong.empty()
                : kind.byName.values().stream()
                        .mapToLong(remaining -> remaining.latest)
                        .min();
    }
}
