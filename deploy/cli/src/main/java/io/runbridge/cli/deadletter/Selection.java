package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which dead letters are meant. One thread. */
final class Selection {

    @Option(names = "--topic", paramLabel = "T", description = "Only originals of this topic, e.g. run-requests.")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--reason", paramLabel = "R", description = "Only with this reason, e.g. UNKNOWN_SCHEMA.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "Only those written within this time, e.g. 30m, 24h, 7d.")
    private Optional<Duration> since = Optional.empty();

    Optional<Instant> from(Clock clock) {
        return since.map(clock.instant()::minus);
    }

    boolean takes(Letter letter) {
        return topic.map(wanted -> letter.topic().equals(Optional.of(wanted))).orElse(true)
                && reason.map(wanted -> letter.reason().equals(Optional.of(wanted)))
                        .orElse(true);
    }

    /** Whether anything was asked for. */
    boolean given() {
        return topic.isPresent() || reason.isPresent() || since.isPresent();
    }
}
