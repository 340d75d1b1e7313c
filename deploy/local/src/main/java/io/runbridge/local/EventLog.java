package io.runbridge.local;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads every topic of the contract (committed records only) and remembers what it saw, in the order in which it
 * arrived. Own thread; all methods from any thread.
 */
public final class EventLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<Object> values;
    private final Consumer<Event> listener;
    private final List<Event> events = new ArrayList<>();
    private final Thread thread = new Thread(this::read, "event-log");

    /**
     * Starts to read from the beginning; the topics must exist.
     *
     * @param listener called with each event on the reading thread
     */
    public EventLog(ContractClient client, Consumer<Event> listener) {
        this(client, listener, KafkaConsumer::seekToBeginning);
    }

    /** The same without what lies on the topics already. */
    public static EventLog fromNow(ContractClient client, Consumer<Event> listener) {
        return new EventLog(client, listener, EventLog::seekToEnd);
    }

    private EventLog(
            ContractClient client,
            Consumer<Event> listener,
            BiConsumer<KafkaConsumer<String, byte[]>, List<TopicPartition>> seek) {
        consumer = new KafkaConsumer<>(client.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
        values = client.deserializer();
        this.listener = listener;
        List<TopicPartition> partitions = EventTopics.ALL.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        seek.accept(consumer, partitions);
        thread.setDaemon(true);
        thread.start();
    }

    /** Everything seen so far. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The records of run-status for one request so far. */
    public List<RunStatus> statuses(String requestId) {
        return values(EventTopics.RUN_STATUS, requestId, RunStatus.class);
    }

    /** The last record of run-status for one request. */
    public Optional<RunStatus> status(String requestId) {
        List<RunStatus> statuses = statuses(requestId);
        return statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.get(statuses.size() - 1));
    }

    /** Whether the request came to its end. */
    public boolean ended(String requestId) {
        return status(requestId).filter(RunStatus::getTerminal).isPresent();
    }

    /** The records of run-started for one request: none or one. */
    public List<RunStarted> started(String requestId) {
        return values(EventTopics.RUN_STARTED, requestId, RunStarted.class);
    }

    /** The outcomes of the cancels of one request, in order. */
    public List<CancelOutcome> outcomes(String requestId) {
        return values(EventTopics.CANCEL_OUTCOMES, requestId, CancelOutcome.class);
    }

    /** Values of one type and key in one topic. */
    public <T extends SpecificRecord> List<T> values(String topic, String key, Class<T> type) {
        return events().stream()
                .filter(event -> event.topic().equals(topic) && key.equals(event.key()))
                .flatMap(event -> event.as(type).stream())
                .toList();
    }

    /** Waits for something to become true, looking again after each event; false if it did not within the limit. */
    public synchronized boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                long leftMs = (end - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    return false;
                }
                wait(leftMs);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void seekToEnd(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        consumer.seekToEnd(partitions);
        // A seek is carried out by the first use of the position: now, not after further records came.
        partitions.forEach(consumer::position);
    }

    private void read() {
        try (consumer;
                values) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    take(event(record));
                }
            }
        } catch (WakeupException e) {
            // Closed.
        }
    }

    private void take(Event event) {
        synchronized (this) {
            events.add(event);
            notifyAll();
        }
        listener.accept(event);
    }

    private Event event(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new Event(Instant.now(), record.topic(), record.key(), value(record), headers);
    }

    private Optional<SpecificRecord> value(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(EventTopics.DEAD_LETTERS)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable((SpecificRecord) values.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }
}
