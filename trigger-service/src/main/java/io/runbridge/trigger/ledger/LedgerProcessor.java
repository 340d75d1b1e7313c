package io.runbridge.trigger.ledger;

import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.streams.Greeting;
import io.runbridge.streams.StoreFormat;
import io.runbridge.topic.Topics;
import io.runbridge.trigger.admit.PublishedJobs;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Every input of the ledger in one processor, so that each request meets its own cancel in one task and one store. Public
 * records go through {@link PublicInput}; an exception on an internal one stops the task. Stream thread only.
 */
public final class LedgerProcessor implements Processor<byte[], byte[], byte[], Object> {

    /** How often answers are taken in and the clock's work is done. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final LedgerRules rules;
    private final RegistryClient registry;
    private final RegistryPatience patience;
    private final int partitions;
    private ProcessorContext<byte[], Object> context;
    private StoreFormat format;
    private Greeting greeting;
    private LedgerTask task;
    private PublicInput publicInput;
    private Cancellable ticks;

    public LedgerProcessor(LedgerRules rules, RegistryClient registry, RegistryPatience patience, int partitions) {
        this.rules = rules;
        this.registry = registry;
        this.patience = patience;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.format = StoreFormat.require(
                context, LedgerStores.FORMAT_STORE, LedgerStores.OLDEST_FORMAT, LedgerStores.FORMAT);
        rules.gates().tasks(1, partitions);
        this.task = new LedgerTask(context, rules, UUID.randomUUID().toString());
        this.publicInput = new PublicInput(
                task, rules, new PublishedJobs(context, registry, patience), registry, patience, partitions);
        this.greeting =
                new Greeting(context.taskId().partition(), key -> task.emitter().greeting(key));
        this.ticks = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> {
            if (greeting.heard()) {
                begin();
                task.tick();
            }
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        greeting.hear();
        begin();
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        if (metadata.topic().equals(Topics.RUN_CLAIMS.topicName())) {
            if (!Greeting.is(record.key())) {
                claim(Codecs.CLAIM.read(record.value()));
            }
        } else if (metadata.topic().equals(Topics.RUN_VERDICTS.topicName())) {
            verdict(Codecs.VERDICT.read(record.value()), metadata.partition());
        } else {
            publicInput.take(Received.of(record, metadata), metadata.partition());
        }
    }

    /** Not in init, whose writes nobody commits. */
    private void begin() {
        format.mark();
        task.recover();
    }

    private void claim(Claim claim) {
        task.find(claim.getRequestId())
                .ifPresent(entry -> task.apply(entry, rules.start().claimRead(entry, claim, task.incarnation())));
    }

    private void verdict(Verdict verdict, int partition) {
        if (verdict.getBody() instanceof Finding finding) {
            task.find(finding.getRequestId())
                    .ifPresent(entry -> task.apply(entry, rules.doubt().found(entry, finding, task.now())));
        } else if (verdict.getBody() instanceof Barrier barrier) {
            List<String> open = task.openClaims(verdict.getPlatform(), barrier.getJobs());
            Echo echo = new Echo(barrier.getRound(), partition, open);
            task.emitter().doubt(new DoubtEvent(verdict.getPlatform(), echo));
        }
    }

    @Override
    public void close() {
        if (task != null) {
            // Streams may initialise the same processor again, and would then tick twice.
            ticks.cancel();
            task.close();
            task = null;
            rules.gates().tasks(-1, partitions);
        }
    }
}
