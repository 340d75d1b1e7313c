package io.runbridge.trigger.ledger;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Queued requests whose moment has come, first come first served per platform. In memory, stream thread only. */
final class ReadyStarts {

    private final Map<String, Set<String>> byPlatform = new LinkedHashMap<>();

    void add(String platform, String requestId) {
        byPlatform.computeIfAbsent(platform, p -> new LinkedHashSet<>()).add(requestId);
    }

    /** Offers each platform's requests in order until it takes no more; those taken are gone from here. */
    void offer(Predicate<String> takes) {
        for (Set<String> requestIds : byPlatform.values()) {
            Iterator<String> next = requestIds.iterator();
            while (next.hasNext() && takes.test(next.next())) {
                next.remove();
            }
        }
    }

    int size() {
        return byPlatform.values().stream().mapToInt(Set::size).sum();
    }
}
