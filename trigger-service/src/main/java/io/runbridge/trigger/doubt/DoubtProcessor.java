package io.runbridge.trigger.doubt;

import io.runbridge.platform.Platform;
import io.runbridge.streams.Greeting;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.ledger.Codecs;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.DoubtEvent;
import io.runbridge.trigger.ledger.Echo;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.Ownership;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.ledger.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The doubt task's place in the topology. A record on its internal topic that cannot be read stops it. Stream thread only. */
public final class DoubtProcessor implements Processor<byte[], byte[], byte[], Object> {

    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration FORGET = Duration.ofSeconds(1);
    private static final int FORGET_ROWS = 1_000;
    /** Longer than any doubt lives, so that no listing can show a run whose owner was forgotten. */
    private static final Duration OWNERSHIP_KEPT = Duration.ofDays(15);

    private final Map<String, Platform> platforms;
    private final int partitions;
    private final TriggerMetrics metrics;
    private ProcessorContext<byte[], Object> context;
    private Greeting greeting;
    private DoubtTask task;
    private List<Cancellable> schedules = List.of();

    /** @param partitions ledger partitions that answer a barrier */
    public DoubtProcessor(Map<String, Platform> platforms, int partitions, TriggerMetrics metrics) {
        this.platforms = Map.copyOf(platforms);
        this.partitions = partitions;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        DoubtStores stores = new DoubtStores(context);
        this.task = new DoubtTask(platforms, partitions, stores, this::forward, metrics, context.currentSystemTimeMs());
        this.greeting = new Greeting(context.taskId().partition(), this::greet);
        this.schedules = List.of(
                schedule(TICK, now -> {
                    stores.mark();
                    task.tick(now);
                }),
                schedule(FORGET, now -> stores.forgetOwned(now - OWNERSHIP_KEPT.toMillis(), FORGET_ROWS)));
    }

    private Cancellable schedule(Duration interval, Punctuator work) {
        return context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (greeting.heard()) {
                work.punctuate(now);
            }
        });
    }

    private void greet(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(bytes, new byte[0], context.currentSystemTimeMs()), Topics.RUN_DOUBTS.topicName());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        greeting.hear();
        if (Greeting.is(record.key())) {
            return;
        }
        DoubtEvent event = Codecs.DOUBT_EVENT.read(record.value());
        String platform = event.getPlatform();
        if (event.getBody() instanceof Doubt doubt) {
            task.doubt(platform, doubt, context.currentSystemTimeMs());
        } else if (event.getBody() instanceof Ownership ownership) {
            task.owned(platform, ownership.getRunId(), context.currentSystemTimeMs());
        } else if (event.getBody() instanceof Echo echo) {
            task.echo(platform, echo, context.currentSystemTimeMs());
        }
    }

    /** A finding goes to its request's partition, a barrier (null key) to all. */
    private void forward(Verdict verdict) {
        byte[] key = verdict.getBody() instanceof Finding finding
                ? finding.getRequestId().getBytes(StandardCharsets.UTF_8)
                : null;
        byte[] value = Codecs.VERDICT.write(verdict);
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), Topics.RUN_VERDICTS.topicName());
    }

    @Override
    public void close() {
        // Streams may initialise the same processor again; the old task must not go on beside the new one.
        schedules.forEach(Cancellable::cancel);
        if (task != null) {
            task.close();
        }
    }
}
