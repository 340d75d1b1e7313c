package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.http.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Where in a run's history a repair begins. Two repairs from one point cannot both be carried out, because each names the
 * one before it. Immutable, any thread. Fact: RepairRun.latest_repair_id and RepairHistoryItem of databricks-sdk-java
 * 0.149.0: the id of the latest repair must be given with every repair but the first.
 *
 * @param latestRepairId the latest repair before it, empty if there was none
 * @param endedAt when the run had ended, by the platform's clock; of a run that does not say so, its start
 */
record RepairPoint(Optional<String> latestRepairId, Instant endedAt) {

    private static final String NONE = "none";
    private static final Pattern TEXT = Pattern.compile("after (\\d{1,19}|none), ended (\\d{1,19})");

    /** The point at which a run that has ended stands now. */
    static RepairPoint of(JsonNode run) {
        List<String> repairs = repairs(run);
        return new RepairPoint(
                repairs.isEmpty() ? Optional.empty() : Optional.of(repairs.get(repairs.size() - 1)),
                Json.millis(run, "end_time")
                        .or(() -> Json.millis(run, "start_time"))
                        .orElse(Instant.EPOCH));
    }

    /** Reads what {@link #text} made. */
    static RepairPoint parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Tried to read a point to repair from, but it is " + text);
        }
        return new RepairPoint(
                Optional.of(matcher.group(1)).filter(id -> !id.equals(NONE)),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(2))));
    }

    /** As it is kept with the request. */
    String text() {
        return "after " + latestRepairId.orElse(NONE) + ", ended " + endedAt.toEpochMilli();
    }

    /** Whether the run has been repaired since. */
    boolean passed(JsonNode run) {
        List<String> repairs = repairs(run);
        return !repairs.isEmpty() && !latestRepairId.equals(Optional.of(repairs.get(repairs.size() - 1)));
    }

    /** The repairs of a run, oldest first. The first entry of its history is the run itself, which is no repair. */
    private static List<String> repairs(JsonNode run) {
        return StreamSupport.stream(run.path("repair_history").spliterator(), false)
                .filter(item -> item.path("type").asText().equals("REPAIR"))
                .sorted(Comparator.comparing(
                        item -> Json.millis(item, "start_time").orElse(Instant.MAX)))
                .flatMap(item -> Json.whole(item, "id").stream())
                .toList();
    }
}
