package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.acceptance.campaign.oracle.AskedCancel;
import io.runbridge.local.EventSender;
import io.runbridge.local.LocalFailure;
import io.runbridge.schemas.CancelRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests at a steady rate on a thread of its own, as long as not too many wait for their run, and remembers what
 * was asked. All methods from any thread.
 */
public final class Load implements AutoCloseable {
    private static final long TICK_MS = 100;
    /** More waiting requests than this say that something is down: more of them would test nothing new. */
    private final int mostOpen;

    private final EventSender sender;
    private final RequestMaker maker;
    private final Published published;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<AskedCancel> cancels = ConcurrentHashMap.newKeySet();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "load");
    private volatile String phase = "warm";
    private volatile Mix mix = Mix.ALL;
    private volatile double perSecond;
    private volatile boolean over;

    Load(EventSender sender, RequestMaker maker, Published published, Scale scale, double perSecond) {
        this.mostOpen = scale.mostOpen();
        this.sender = sender;
        this.maker = maker;
        this.published = published;
        this.perSecond = perSecond;
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on requests belong to this phase and are of this mix. */
    public void phase(String name, Mix newMix) {
        phase = name;
        mix = newMix;
    }

    /** The phase that requests belong to now. */
    public String phase() {
        return phase;
    }

    /** Where further requests come from. */
    public RequestMaker maker() {
        return maker;
    }

    /** Changes the rate; 0 pauses. */
    public void rate(double requestsPerSecond) {
        perSecond = requestsPerSecond;
    }

    /** The rate now. */
    public double rate() {
        return perSecond;
    }

    /** Sends one request and waits for the broker's word. */
    public void send(Planned planned) {
        asked.put(planned.requestId(), planned.asked());
        open.add(planned.requestId());
        try {
            sender.send(planned.request());
            acknowledged.add(planned.requestId());
        } catch (LocalFailure e) {
            // Nobody knows whether it is on the topic: what is read there decides whether it was asked.
            open.remove(planned.requestId());
        }
    }

    /** Sends one cancel and waits for the broker's word. */
    public void cancel(String requestId, String cancelId) {
        sender.send(CancelRequest.newBuilder()
                .setRequestId(requestId)
                .setCancelId(cancelId)
                .setReason("campaign")
                .setRequestedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build());
        cancels.add(new AskedCancel(requestId, cancelId));
    }

    /** A cancel that was sent by other means. */
    void cancelled(AskedCancel cancel) {
        cancels.add(cancel);
    }

    /** How many requests were sent. */
    public int sent() {
        return asked.size();
    }

    /** How many requests have neither a run nor an end yet. */
    public int waiting() {
        open.removeIf(published::settled);
        return open.size();
    }

    /** The requests that lie on their topic, in the order of their names. */
    public List<Asked> asked() {
        Set<String> ids = new LinkedHashSet<>(asked.keySet().stream()
                .filter(id -> acknowledged.contains(id) || published.requested(id))
                .sorted()
                .toList());
        return ids.stream().map(asked::get).toList();
    }

    /** The cancels that were sent. */
    public List<AskedCancel> cancels() {
        return new ArrayList<>(cancels);
    }

    /** Sends nothing more. */
    public void stop() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void run() {
        double due = 0;
        long before = System.nanoTime();
        while (!over) {
            Patience.pause(TICK_MS);
            long now = System.nanoTime();
            // What could not be sent while the broker was away is not made up for.
            due = Math.min(due + perSecond * (now - before) / 1e9, perSecond);
            before = now;
            while (due >= 1 && !over && waiting() < mostOpen) {
                List<Planned> group = maker.next(phase, mix);
                group.forEach(this::send);
                due -= group.size();
            }
        }
    }
}
