package io.runbridge.poller.open;

import io.runbridge.event.Decoding;
import io.runbridge.event.EventDecoder;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunStarted;
import io.runbridge.streams.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks each run-started record: a good one goes on under its platform as key, its bytes untouched; one that can never
 * be processed becomes a dead letter, and the next is processed. Stream thread only.
 */
public final class RunStartedProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** Name of the node that takes good records. */
    public static final String GOOD = "by-platform";

    /** Name of the sink that takes the others. */
    public static final String DEAD = "dead-letters";

    private static final Logger LOGGER = LoggerFactory.getLogger(RunStartedProcessor.class);

    /** Times further away cannot be reckoned with. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final EventDecoder<RunStarted> decoder;
    private final PollerMetrics metrics;
    private ProcessorContext<byte[], byte[]> context;

    /** @param decoder of this processor alone */
    public RunStartedProcessor(EventDecoder<RunStarted> decoder, PollerMetrics metrics) {
        this.decoder = decoder;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (DeadLetter.isTooLong(record.key(), record.value(), record.headers())) {
            bury(
                    record,
                    new Refusal(
                            "RECORD_TOO_LARGE",
                            "Key, value and headers have more than " + DeadLetter.LONGEST_RECORD + " bytes"));
            return;
        }
        Decoding<RunStarted> decoding = decoder.decode(record.value());
        if (decoding instanceof Decoding.Poison<RunStarted> poison) {
            bury(record, new Refusal(poison.reason().name(), poison.message()));
        } else if (decoding instanceof Decoding.Decoded<RunStarted> decoded) {
            Optional<Refusal> problem = check(record.key(), decoded.event());
            if (problem.isPresent()) {
                bury(record, problem.get());
            } else {
                byte[] platform = decoded.event().getPlatform().getBytes(StandardCharsets.UTF_8);
                context.forward(record.withKey(platform), GOOD);
            }
        }
    }

    private static Optional<Refusal> check(byte[] key, RunStarted started) {
        if (key == null) {
            return problem("NULL_KEY", "The record has no key");
        }
        // Bytes, not texts: bytes that are no UTF-8 may read like another id's.
        if (!Arrays.equals(key, started.getRequestId().getBytes(StandardCharsets.UTF_8))) {
            return problem("KEY_MISMATCH", "The record's key is not its requestId");
        }
        if (started.getPlatform().isBlank() || started.getPlatform().indexOf('/') >= 0) {
            return problem("INVALID_FIELD", "platform must not be blank and must not hold a slash");
        }
        if (started.getJobType() == JobType.UNKNOWN) {
            return problem("INVALID_FIELD", "jobType is not known to this version");
        }
        if (started.getRunId().isBlank()) {
            return problem("INVALID_FIELD", "runId must not be blank");
        }
        if (started.getStartedAt().isBefore(Instant.EPOCH)
                || started.getStartedAt().isAfter(LATEST)) {
            return problem("INVALID_FIELD", "startedAt must be from 1970 to 9999");
        }
        if (started.getNextSequence() < 0) {
            return problem("INVALID_FIELD", "nextSequence must not be negative");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> problem(String reason, String message) {
        return Optional.of(new Refusal(reason, message));
    }

    private void bury(Record<byte[], byte[]> record, Refusal refusal) {
        RecordMetadata origin = context.recordMetadata()
                .orElseThrow(
                        () -> new IllegalStateException("A record of a topic has its topic, partition and offset"));
        LOGGER.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .addKeyValue("reason", refusal.reason())
                .log("Record can never be processed, it goes to the dead letters");
        metrics.deadLetter(origin.topic());
        DeadLetter letter = DeadLetter.of(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetter.Origin(origin.topic(), origin.partition(), origin.offset(), record.timestamp()),
                refusal.reason(),
                refusal.message());
        // Stamped now: under the time of its original, the topic might delete it at once.
        context.forward(
                new Record<>(letter.key(), letter.value(), context.currentSystemTimeMs(), letter.headers()), DEAD);
    }

    /** Why a record can never be processed: for programs, and for people without any content of the value. */
    private record Refusal(String reason, String message) {}
}
