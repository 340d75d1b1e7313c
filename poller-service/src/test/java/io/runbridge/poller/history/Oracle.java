package io.runbridge.poller.history;

import io.runbridge.platform.Observation;
import io.runbridge.schemas.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what the poller publishes against what it was told: each state that an answer bore is published unless it was
 * older than what was known or nothing new, and nothing else is; one end, the true one, and nothing after it.
 */
final class Oracle implements Answers {

    private record Told(String runId, Optional<Observation> seen, long askedMs, boolean alone) {}

    private final Duration grace;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, Request> openByRun = new HashMap<>();
    private final List<Told> told = new ArrayList<>();
    private int asker;

    Oracle(Duration grace) {
        this.grace = grace;
    }

    /** The poller is told of a run; a second time, or after its end, that means nothing. */
    void opened(String requestId, PlatformRun run, long startedMs, long nowMs, long sequence) {
        if (!requests.containsKey(requestId)) {
            Request request = new Request(requestId, run, startedMs, nowMs, sequence, grace);
            requests.put(requestId, request);
            openByRun.put(run.runId(), request);
        }
    }

    /** Another incarnation of the poller takes over. */
    void restarted(long nowMs) {
        told.clear();
        openByRun.values().forEach(request -> request.restarted(nowMs));
    }

    /** The one before it is gone: what is on its way reaches nobody. */
    void gone() {
        asker++;
    }

    @Override
    public int asker() {
        return asker;
    }

    @Override
    public void said(String runId, Observation seen, long askedMs, boolean alone) {
        told.add(new Told(runId, Optional.of(seen), askedMs, alone));
    }

    @Override
    public void unknown(String runId, long askedMs) {
        told.add(new Told(runId, Optional.empty(), askedMs, true));
    }

    /** Whether there are answers that it has yet to take. */
    boolean expects() {
        return !told.isEmpty();
    }

    /** The poller has taken all answers, and published this. */
    void check(List<RunStatus> published, long nowMs) {
        Set<Request> busy = new LinkedHashSet<>();
        for (RunStatus status : published) {
            Request request = requests.get(status.getRequestId());
            if (request == null) {
                throw new Violation("Nobody asked for it: " + status);
            }
            request.published(status);
            busy.add(request);
        }
        for (Told answer : told) {
            Request request = openByRun.get(answer.runId());
            if (request != null) {
                answer.seen()
                        .ifPresentOrElse(
                                seen -> request.said(seen, answer.askedMs(), answer.alone(), nowMs),
                                () -> request.unknown(nowMs));
            }
        }
        told.clear();
        for (Request request : busy) {
            request.settled();
            if (request.ended()) {
                openByRun.remove(request.run().runId());
            }
        }
    }

    /** The open request of the run. */
    Optional<Request> open(String runId) {
        return Optional.ofNullable(openByRun.get(runId));
    }

    Collection<Request> open() {
        return openByRun.values();
    }

    Collection<Request> requests() {
        return requests.values();
    }
}
