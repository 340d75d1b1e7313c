package io.runbridge.trigger.catalog;

import io.runbridge.platform.Failure;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.RunError;
import io.runbridge.schemas.Skipped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one import has come to, as it is told. Stream thread only. */
final class ImportTally {

    /** So that an outcome stays far below the longest record of its topic. */
    private static final int MOST_SKIPPED = 500;

    private static final int LONGEST_REASON = 500;

    private final ImportRequest request;
    private final long beganAtMs;
    private final List<Skipped> skipped = new ArrayList<>();
    private int found;
    private int written;
    private int removed;
    private int unnamed;

    ImportTally(ImportRequest request, long nowMs) {
        this.request = request;
        this.beganAtMs = nowMs;
    }

    void found() {
        found++;
    }

    void written() {
        written++;
    }

    void removed() {
        removed++;
    }

    void skipped(String externalId, String reason) {
        if (skipped.size() == MOST_SKIPPED) {
            unnamed++;
        } else {
            skipped.add(new Skipped(cut(externalId), cut(reason)));
        }
    }

    ImportOutcome soFar(long nowMs) {
        return outcome(true, Optional.empty(), nowMs);
    }

    ImportOutcome end(Optional<Failure> failure, long nowMs) {
        return outcome(false, failure, nowMs);
    }

    private ImportOutcome outcome(boolean running, Optional<Failure> failure, long nowMs) {
        List<Skipped> named = new ArrayList<>(skipped);
        if (unnamed > 0) {
            named.add(new Skipped("", unnamed + " more"));
        }
        return ImportOutcome.newBuilder()
                .setPlatform(request.getPlatform())
                .setJobType(request.getJobType())
                .setExternalId(request.getExternalId())
                .setFound(found)
                .setWritten(written)
                .setRemoved(removed)
                .setSkipped(named)
                .setDurationMillis(Math.max(0, nowMs - beganAtMs))
                .setFinishedAt(Instant.ofEpochMilli(nowMs))
                .setRunning(running)
                .setError(failure.map(f -> new RunError(f.code(), f.message())).orElse(null))
                .build();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }
}
