package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.acceptance.campaign.oracle.Breach;
import io.runbridge.acceptance.campaign.oracle.Group;
import io.runbridge.local.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells of each broken promise all that is known: the records of the requests concerned, and the platform's runs. */
final class Story {
    /** More of them would hide the first. */
    private static final int MOST = 20;

    private Story() {}

    static void tell(Arena arena, CampaignResult result, Consumer<String> out) {
        result.failures().forEach(failure -> out.accept("FAILED " + failure));
        Map<String, Asked> asked = result.ledgers().asked().stream()
                .collect(Collectors.toMap(Asked::requestId, Function.identity(), (first, second) -> first));
        List<Breach> breaches = result.breaches();
        for (Breach breach : breaches.subList(0, Math.min(MOST, breaches.size()))) {
            out.accept("%s %s: %s".formatted(breach.kind(), breach.requestId().orElse("-"), breach.what()));
            breach.requestId().ifPresent(id -> {
                Optional<Group> group = Optional.ofNullable(asked.get(id)).map(Asked::group);
                group.ifPresentOrElse(g -> group(arena, result, g, out), () -> records(arena, id, out));
            });
        }
        if (breaches.size() > MOST) {
            out.accept("and %d more".formatted(breaches.size() - MOST));
        }
    }

    private static void group(Arena arena, CampaignResult result, Group group, Consumer<String> out) {
        out.accept("  " + group);
        result.ledgers().runs().stream()
                .filter(run -> run.group().equals(group))
                .forEach(run -> out.accept("    platform: " + run));
        result.ledgers().asked().stream()
                .filter(asked -> asked.group().equals(group))
                .forEach(asked -> records(arena, asked.requestId(), out));
    }

    private static void records(Arena arena, String requestId, Consumer<String> out) {
        out.accept("    request " + requestId);
        for (Event event : arena.published().events(requestId)) {
            out.accept("      %s %s %s"
                    .formatted(
                            event.at(),
                            event.topic(),
                            event.value().map(Object::toString).orElse("")));
        }
    }
}
