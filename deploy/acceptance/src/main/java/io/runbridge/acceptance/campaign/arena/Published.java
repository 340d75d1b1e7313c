package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.Poisoned;
import io.runbridge.acceptance.campaign.oracle.Told;
import io.runbridge.local.Event;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What was read of the public topics, by request. Written by the reading thread; read from any. */
public final class Published implements Consumer<Event> {

    private static final String HEADER = "__streams.errors.";

    private final Map<String, Trail> trails = new ConcurrentHashMap<>();
    private final Set<String> requested = ConcurrentHashMap.newKeySet();
    private final Map<Poisoned, Integer> deadLetters = new ConcurrentHashMap<>();

    /** Everything about one request, as it came. */
    private static final class Trail {
        private final List<RunStarted> started = new ArrayList<>();
        private final List<RunStatus> statuses = new ArrayList<>();
        private final List<RunStatus> history = new ArrayList<>();
        private final List<RunActivity> activities = new ArrayList<>();
        private final List<CancelOutcome> outcomes = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private Instant firstOutcome;

        synchronized void add(Event event) {
            events.add(event);
            switch (event.topic()) {
                case EventTopics.RUN_STARTED -> event.as(RunStarted.class).ifPresent(started::add);
                case EventTopics.RUN_STATUS -> event.as(RunStatus.class).ifPresent(statuses::add);
                case EventTopics.RUN_HISTORY -> event.as(RunStatus.class).ifPresent(history::add);
                case EventTopics.RUN_ACTIVITIES -> event.as(RunActivity.class).ifPresent(activities::add);
                case EventTopics.CANCEL_OUTCOMES ->
                    event.as(CancelOutcome.class).ifPresent(outcome -> {
                        outcomes.add(outcome);
                        firstOutcome = firstOutcome == null ? event.at() : firstOutcome;
                    });
                default -> {
                    // What was asked is kept as an event alone.
                }
            }
        }

        synchronized Told told() {
            return new Told(started, statuses, history, outcomes, activities);
        }

        synchronized List<Event> events() {
            return List.copyOf(events);
        }

        synchronized boolean settled() {
            return !started.isEmpty()
                    || (!statuses.isEmpty() && statuses.get(statuses.size() - 1).getTerminal());
        }

        synchronized boolean ended() {
            return !statuses.isEmpty() && statuses.get(statuses.size() - 1).getTerminal();
        }

        synchronized Optional<Instant> firstOutcome() {
            return Optional.ofNullable(firstOutcome);
        }
    }

    @Override
    public void accept(Event event) {
        if (event.topic().equals(EventTopics.DEAD_LETTERS)) {
            Map<String, String> headers = event.headers();
            Poisoned poisoned = new Poisoned(
                    headers.getOrDefault(HEADER + "topic", ""),
                    Integer.parseInt(headers.getOrDefault(HEADER + "partition", "-1")),
                    Long.parseLong(headers.getOrDefault(HEADER + "offset", "-1")));
            deadLetters.merge(poisoned, 1, Integer::sum);
            return;
        }
        if (event.key() == null || event.value().isEmpty()) {
            return;
        }
        if (event.topic().equals(EventTopics.RUN_REQUESTS)) {
            requested.add(event.key());
        }
        trails.computeIfAbsent(event.key(), key -> new Trail()).add(event);
    }

    /** Everything published about every id. */
    public Map<String, Told> told() {
        Map<String, Told> told = new ConcurrentHashMap<>();
        trails.forEach((id, trail) -> told.put(id, trail.told()));
        return told;
    }

    /** Everything published about one id. */
    public Told told(String requestId) {
        return Optional.ofNullable(trails.get(requestId)).map(Trail::told).orElse(Told.NOTHING);
    }

    /** All records of one id, also those that ask, in the order in which they were read. */
    public List<Event> events(String requestId) {
        return Optional.ofNullable(trails.get(requestId)).map(Trail::events).orElse(List.of());
    }

    /** Whether the request lies on its topic. */
    public boolean requested(String requestId) {
        return requested.contains(requestId);
    }

    /** Whether a run or an end of it was published. */
    public boolean settled(String requestId) {
        Trail trail = trails.get(requestId);
        return trail != null && trail.settled();
    }

    /** Whether its end was published. */
    public boolean ended(String requestId) {
        Trail trail = trails.get(requestId);
        return trail != null && trail.ended();
    }

    /** When the first outcome of a cancel of that id was read. */
    public Optional<Instant> firstOutcome(String requestId) {
        return Optional.ofNullable(trails.get(requestId)).flatMap(Trail::firstOutcome);
    }

    /** How many dead letters there are of each record. */
    public Map<Poisoned, Integer> deadLetters() {
        return Map.copyOf(deadLetters);
    }
}
