package io.runbridge.trigger.ledger;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;

/** When each open request needs attention next. In memory, one per task, stream thread only. */
final class Agenda {

    private record Wake(long at, String requestId) {}

    private final Map<String, Wake> byRequest = new HashMap<>();
    private final TreeSet<Wake> byTime =
            new TreeSet<>(Comparator.comparingLong(Wake::at).thenComparing(Wake::requestId));

    /** Replaces the request's moment; an empty one takes it off the agenda. */
    void set(String requestId, OptionalLong at) {
        Wake before = byRequest.remove(requestId);
        if (before != null) {
            byTime.remove(before);
        }
        if (at.isPresent()) {
            Wake wake = new Wake(at.getAsLong(), requestId);
            byRequest.put(requestId, wake);
            byTime.add(wake);
        }
    }

    /** Takes at most {@code limit} requests off whose moment has come. */
    void due(long now, int limit, Consumer<String> consumer) {
        for (int i = 0; i < limit && !byTime.isEmpty() && byTime.first().at() <= now; i++) {
            String requestId = byTime.first().requestId();
            set(requestId, OptionalLong.empty());
            consumer.accept(requestId);
        }
    }

    int size() {
        return byRequest.size();
    }
}
