package io.runbridge.acceptance.campaign.fault;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Mix;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.acceptance.campaign.oracle.Poisoned;
import io.runbridge.local.EventTopics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes records that nobody can process to the public topics that the services read. */
final class PoisonPhase implements FaultPhase {
    private static final List<String> TOPICS = List.of(
            EventTopics.RUN_REQUESTS,
            EventTopics.CANCEL_REQUESTS,
            EventTopics.DOUBT_DECISIONS,
            EventTopics.RUN_STARTED);

    private static final int HEADER = 5;
    private static final int UNKNOWN_SCHEMA = 4_711_000;
    /** A string of 1.6 GB, as its length is written in Avro. */
    private static final byte[] LENGTH_BOMB = {(byte) 0x80, (byte) 0xa0, (byte) 0xf2, (byte) 0xf5, 0x0b};

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int BURST = 50;
    private static final long BETWEEN_MS = 300;

    private enum Kind {
        NOT_AVRO,
        NOTHING,
        NULL_KEY,
        OTHER_KEY,
        UNKNOWN_SCHEMA_ID,
        CUT_SHORT,
        LENGTH_CLAIMED;

        /** A compacted topic takes no record without a key, and one without a value is no poison there. */
        boolean fits(String topic) {
            return !topic.equals(EventTopics.RUN_STARTED) || (this != NULL_KEY && this != NOTHING);
        }

        Optional<String> key(int number) {
            return this == NULL_KEY ? Optional.empty() : Optional.of("poison-" + number);
        }

        Optional<byte[]> value(byte[] good) {
            return switch (this) {
                case NOT_AVRO -> Optional.of(new byte[] {'{', '"', 'a', '"', ':', '1', '}'});
                case NOTHING -> Optional.empty();
                case NULL_KEY, OTHER_KEY -> Optional.of(good);
                case UNKNOWN_SCHEMA_ID ->
                    Optional.of(ByteBuffer.wrap(good.clone())
                            .putInt(1, UNKNOWN_SCHEMA)
                            .array());
                case CUT_SHORT ->
                    Optional.of(ByteBuffer.allocate(HEADER + 1)
                            .put(good, 0, HEADER + 1)
                            .array());
                case LENGTH_CLAIMED ->
                    Optional.of(ByteBuffer.allocate(HEADER + LENGTH_BOMB.length)
                            .put(good, 0, HEADER)
                            .put(LENGTH_BOMB)
                            .array());
            };
        }
    }

    @Override
    public void play(Arena arena, Tally tally, int count, RandomGenerator random) {
        byte[] good = arena.sender()
                .bytes(
                        EventTopics.RUN_REQUESTS,
                        arena.load().maker().single(tally.phase(), Mix.ALL).request());
        for (int i = 0; i < count; i++) {
            String topic = TOPICS.get(random.nextInt(TOPICS.size()));
            List<Kind> kinds = Arrays.stream(Kind.values())
                    .filter(each -> each.fits(topic))
                    .toList();
            Kind kind = kinds.get(random.nextInt(kinds.size()));
            tally.drawn("%s on %s", kind, topic);
            int partition = random.nextInt(arena.sender().partitions(topic));
            RecordMetadata sent = arena.sender()
                    .send(new ProducerRecord<>(
                            topic,
                            partition,
                            kind.key(i).orElse(null),
                            kind.value(good).orElse(null)));
            arena.poisoned(new Poisoned(topic, sent.partition(), sent.offset()));
            tally.injected();
            if (i % BURST == BURST - 1) {
                Patience.pause(BETWEEN_MS);
            }
        }
        Patience.until(LIMIT, () -> arena.published().deadLetters().keySet().containsAll(arena.poisoned()));
    }
}
