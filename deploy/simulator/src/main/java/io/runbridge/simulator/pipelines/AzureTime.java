package io.runbridge.simulator.pipelines;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** Timestamps as Azure writes them: UTC with seven fractional digits. Any thread. */
final class AzureTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private AzureTime() {}

    static String of(long millis) {
        return FORMAT.format(Instant.ofEpochMilli(millis));
    }

    static OptionalLong parse(Optional<String> text) {
        try {
            return text.map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant)
                    .map(instant -> OptionalLong.of(instant.toEpochMilli()))
                    .orElse(OptionalLong.empty());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
