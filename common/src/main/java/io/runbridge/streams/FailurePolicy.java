package io.runbridge.streams;

import io.runbridge.ops.StartRefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides what follows when a stream thread dies. A failure is answered by a new thread after a pause that doubles; an
 * {@link Error}, a refusal, or the same failure again and again ends the client, so that a supervisor sees it. Any
 * thread.
 */
final class FailurePolicy {

    /** So many equal failures within {@link #WINDOW} and it is given up. */
    static final int MOST_EQUAL = 5;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 5;
    private static final int MOST_REMEMBERED = 100;

    /**
     * What to do.
     *
     * @param replace whether a new thread takes over; if not, the client ends
     * @param pause how long to wait before that
     */
    record Verdict(boolean replace, Duration pause) {}

    private record Failure(String kind, long nanos) {}

    private final Deque<Failure> recent = new ArrayDeque<>();

    /** @param nowNanos monotonic time */
    synchronized Verdict judge(Throwable failure, long nowNanos) {
        if (root(failure) instanceof Error || refusal(failure).isPresent()) {
            return new Verdict(false, Duration.ZERO);
        }
        recent.removeIf(earlier -> nowNanos - earlier.nanos() > WINDOW.toNanos());
        if (recent.size() == MOST_REMEMBERED) {
            recent.removeFirst();
        }
        String kind = kind(failure);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(recent.size(), MOST_DOUBLINGS));
        recent.addLast(new Failure(kind, nowNanos));
        long equal =
                recent.stream().filter(earlier -> earlier.kind().equals(kind)).count();
        return new Verdict(equal < MOST_EQUAL, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** Why the service may not run at all, if that is what killed the thread; no new thread would do better. */
    static Optional<String> refusal(Throwable failure) {
        return root(failure) instanceof StartRefusedException refused
                ? Optional.of(refused.getMessage())
                : Optional.empty();
    }

    /** What failed and where, not its message, which may name an offset and so differ each time. */
    private static String kind(Throwable failure) {
        Throwable root = root(failure);
        StackTraceElement[] trace = root.getStackTrace();
        return root.getClass().getName() + (trace.length == 0 ? "" : "@" + trace[0]);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
