package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Sends requests at fixed moments, whatever becomes of them: a stall makes later ones no later, and a request's time
 * counts from the moment at which it was due. Own thread; all methods from any thread.
 */
public final class OpenLoad implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Requests requests;
    private final String topic;
    private final String prefix;
    private final long everyNanos;
    private final int most;
    private final long begin = System.nanoTime();
    private final Thread thread = new Thread(this::run, "open-load");
    private volatile boolean over;
    private volatile int sent;

    /**
     * Begins.
     *
     * @param prefix of the request ids; behind it comes the request's number, from 0
     * @param perSecond above 0
     * @param most requests after which it ends by itself
     */
    public OpenLoad(Requests requests, String topic, String prefix, double perSecond, int most) {
        this.requests = requests;
        this.topic = topic;
        this.prefix = prefix;
        this.everyNanos = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
        this.most = most;
        thread.setDaemon(true);
        thread.start();
    }

    /** The number of a request of this load; -1 if it is another's. */
    public int number(String requestId) {
        String number = requestId.startsWith(prefix) ? requestId.substring(prefix.length()) : "";
        return NUMBER.matcher(number).matches() ? Integer.parseInt(number) : -1;
    }

    /** When the request was due, in terms of {@link System#nanoTime()}. */
    public long dueNanos(int number) {
        return begin + number * everyNanos;
    }

    /** How many were sent. */
    public int sent() {
        return sent;
    }

    /** Waits for the last request to be sent. */
    public void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        over = true;
        join();
    }

    private void run() {
        for (int number = 0; number < most && !over; number++) {
            long early = dueNanos(number) - System.nanoTime();
            while (early > 0) {
                LockSupport.parkNanos(early);
                early = dueNanos(number) - System.nanoTime();
            }
            requests.post(topic, prefix + number);
            sent = number + 1;
        }
    }
}
