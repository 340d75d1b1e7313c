package io.runbridge.trigger.model;

import io.runbridge.trigger.ledger.DoubtEvent;
import io.runbridge.trigger.ledger.Echo;
import java.util.List;

/** What one partition has committed to the topic run-doubts and the doubt task has not read yet. */
final class Channel implements Part<List<DoubtEvent>> {

    private final Scenario scenario;

    Channel(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public List<Step<List<DoubtEvent>>> steps(List<DoubtEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<DoubtEvent> rest = events.subList(1, events.size());
        Mail delivery = new Mail(scenario.doubts(), events.get(0).getBody());
        return List.of(new Step<>("doubt task reads", List.copyOf(rest), List.of(delivery), false));
    }

    @Override
    public Reaction<List<DoubtEvent>> receive(List<DoubtEvent> events, Object mail) {
        if (mail == Words.HaveArrived.ALL) {
            return events.isEmpty() ? new Reaction<>(events, List.of()) : null;
        }
        if (mail == Words.Notice.ROUND_OVER) {
            List<DoubtEvent> rest = events.stream()
                    .filter(event -> !(event.getBody() instanceof Echo))
                    .toList();
            return new Reaction<>(rest, List.of());
        }
        return new Reaction<>(Words.plus(events, (DoubtEvent) mail), List.of());
    }
}
