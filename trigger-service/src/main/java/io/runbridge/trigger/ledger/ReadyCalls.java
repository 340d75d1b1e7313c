package io.runbridge.trigger.ledger;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Requests whose call may be made as soon as their platform takes it, first come first served per platform and turn. A
 * platform that takes none costs one question a turn, however many wait for it. In memory, stream thread only.
 */
final class ReadyCalls {

    private final Map<Turn, Map<String, Set<String>>> waiting = new EnumMap<>(Turn.class);

    ReadyCalls() {
        for (Turn turn : Turn.values()) {
            waiting.put(turn, new LinkedHashMap<>());
        }
    }

    void add(Turn turn, String platform, String requestId) {
        waiting.get(turn).computeIfAbsent(platform, p -> new LinkedHashSet<>()).add(requestId);
    }

    boolean waits(Turn turn, String platform, String requestId) {
        return waiting.get(turn).getOrDefault(platform, Set.of()).contains(requestId);
    }

    /**
     * Offers each platform's requests in order until it takes no more; those taken are gone from here.
     *
     * @param open whether the platform might take a call of this turn now
     * @param takes takes one request, or says that the rest of them must wait
     */
    void offer(BiPredicate<Turn, String> open, BiPredicate<Turn, String> takes) {
        for (Turn turn : Turn.values()) {
            waiting.get(turn).forEach((platform, requestIds) -> {
                if (!requestIds.isEmpty() && open.test(turn, platform)) {
                    offer(turn, requestIds, takes);
                }
            });
        }
    }

    private static void offer(Turn turn, Set<String> requestIds, BiPredicate<Turn, String> takes) {
        Iterator<String> next = requestIds.iterator();
        while (next.hasNext() && takes.test(turn, next.next())) {
            next.remove();
        }
    }
}
