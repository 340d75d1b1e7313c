package io.runbridge.benchmark.stage;

import io.runbridge.local.LocalFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Topics of peers, and where a consumer group begins to read them. Any thread, one caller at a time. */
public final class Topics implements AutoCloseable {
    /** As many partitions as the product's topics have by default. */
    public static final int PARTITIONS = 12;

    private final Admin admin;

    Topics(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Makes a topic like the product's. */
    public void create(String topic) {
        get(() -> admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                .all()
                .get());
    }

    /** Lets a group that has no members read a topic from what is written to it after now. */
    public void fromNow(String group, String topic) {
        get(() -> {
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                    .boxed()
                    .collect(Collectors.toMap(
                            number -> new TopicPartition(topic, number), number -> OffsetSpec.latest()));
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) -> positions.put(partition, new OffsetAndMetadata(end.offset())));
            return admin.alterConsumerGroupOffsets(group, positions).all().get();
        });
    }

    @Override
    public void close() {
        admin.close();
    }

    private interface Call<T> {
        T answer() throws ExecutionException, InterruptedException;
    }

    private static <T> T get(Call<T> call) {
        try {
            return call.answer();
        } catch (ExecutionException e) {
            throw new LocalFailure("Tried to prepare a peer's topic, but the broker refused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
