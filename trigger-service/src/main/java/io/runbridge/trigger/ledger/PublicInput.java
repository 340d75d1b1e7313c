package io.runbridge.trigger.ledger;

import io.runbridge.event.Decoding;
import io.runbridge.event.EventDecoder;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.DeadLetter;
import io.runbridge.streams.KeyPlacement;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.admit.PublishedJobs;
import io.runbridge.trigger.admit.RequestIds;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for records that anybody may have written: finds the right partition, decodes, checks key against value, and
 * turns what can never be processed into dead letters before any store is touched. Stream thread only.
 */
final class PublicInput {

    private static final Logger log = LoggerFactory.getLogger(PublicInput.class);

    private record Input<T extends SpecificRecord>(
            EventDecoder<T> decoder, Function<T, String> requestId, BiConsumer<T, Received> command) {}

    private final Map<String, Input<?>> inputs;
    private final int partitions;
    private final LedgerTask task;
    private final Commands commands;

    PublicInput(
            LedgerTask task,
            LedgerRules rules,
            PublishedJobs jobs,
            RegistryClient registry,
            RegistryPatience patience,
            int partitions) {
        this.task = task;
        this.partitions = partitions;
        this.commands = new Commands(task, rules, jobs);
        Decoders decoders = new Decoders(registry, patience);
        this.inputs = Map.of(
                Topics.RUN_REQUESTS.topicName(),
                decoders.input(Topics.RUN_REQUESTS, RunRequest.class, RunRequest::getRequestId, commands::request),
                Topics.CANCEL_REQUESTS.topicName(),
                decoders.input(
                        Topics.CANCEL_REQUESTS, CancelRequest.class, CancelRequest::getRequestId, commands::cancel),
                Topics.DOUBT_DECISIONS.topicName(),
                decoders.input(
                        Topics.DOUBT_DECISIONS, DoubtDecision.class, DoubtDecision::getRequestId, commands::decision),
                Topics.RUN_STATUS.topicName(),
                decoders.input(Topics.RUN_STATUS, RunStatus.class, RunStatus::getRequestId, commands::status));
    }

    private record Decoders(RegistryClient registry, RegistryPatience patience) {

        <T extends SpecificRecord> Input<T> input(
                Topics topic, Class<T> type, Function<T, String> requestId, BiConsumer<T, Received> command) {
            return new Input<>(new EventDecoder<>(registry, topic.topicName(), type, patience), requestId, command);
        }
    }

    void take(Received received, int partition) {
        if (received.key() == null) {
            commands.deadLetter(received.deadLetter("NULL_KEY", "key must be the requestId"));
        } else if (DeadLetter.isTooLong(received.key(), received.value(), received.headers())) {
            commands.deadLetter(received.deadLetter(
                    "RECORD_TOO_LARGE",
                    "key, value and headers have more than " + DeadLetter.LONGEST_RECORD + " bytes"));
        } else if (!received.forwarded() && KeyPlacement.partitionOf(received.key(), partitions) != partition) {
            task.emitter().command(received.key(), received.value(), received.forwardHeaders());
        } else {
            decode(inputs.get(received.topic()), received);
        }
    }

    private <T extends SpecificRecord> void decode(Input<T> input, Received received) {
        Decoding<T> decoding = input.decoder().decode(received.value());
        if (decoding instanceof Decoding.Poison<T> poison) {
            commands.deadLetter(received.deadLetter(poison.reason().name(), poison.message()));
            return;
        }
        T event = ((Decoding.Decoded<T>) decoding).event();
        String requestId = input.requestId().apply(event);
        // Bytes, not texts: bytes that are no UTF-8 may read like another id's, but lie on another partition.
        if (!Arrays.equals(received.key(), requestId.getBytes(StandardCharsets.UTF_8))) {
            commands.deadLetter(received.deadLetter("KEY_MISMATCH", "key must equal the value's requestId"));
        } else if (requestId.isEmpty() || requestId.length() > RequestIds.LONGEST_ANSWERED) {
            commands.deadLetter(received.deadLetter("INVALID_REQUEST_ID", "requestId " + RequestIds.RULE));
        } else {
            carryOut(input.command(), event, received);
        }
    }

    /**
     * A record that fails before anything was written for it would fail for ever, and nothing behind it would be
     * processed. Once something was written, only a stop undoes it.
     */
    private <T> void carryOut(BiConsumer<T, Received> command, T event, Received received) {
        long applied = task.applied();
        try {
            command.accept(event, received);
        } catch (KafkaException | UncheckedIOException | AvroRuntimeException e) {
            // The stores', whose entries may not be readable, or the transaction's: no fault of the record.
            throw e;
        } catch (RuntimeException e) {
            if (task.applied() != applied) {
                throw e;
            }
            log.atError()
                    .addKeyValue("place", received.place())
                    .setCause(e)
                    .log("Record fails and goes to the dead letters");
            // The class only: the text may quote the value.
            commands.deadLetter(received.deadLetter(
                    "PROCESSING_FAILED",
                    "the record made the service fail with " + e.getClass().getSimpleName() + ", see its log"));
        }
    }
}
