package io.runbridge.trigger.catalog;

import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.Job;
import io.runbridge.streams.DeadLetter;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes the catalogue's records, each to the sink of its topic. Stream thread only. */
final class CatalogOutput {

    private final ProcessorContext<byte[], Object> context;

    CatalogOutput(ProcessorContext<byte[], Object> context) {
        this.context = context;
    }

    void job(String key, Job job) {
        forward(key, job, Topics.JOBS.topicName());
    }

    void gone(String key) {
        forward(key, null, Topics.JOBS.topicName());
    }

    void outcome(ImportOutcome outcome) {
        forward(outcome.getPlatform(), outcome, Topics.IMPORT_OUTCOMES.topicName());
    }

    void deadLetter(DeadLetter letter) {
        context.forward(
                new Record<>(letter.key(), letter.value(), context.currentSystemTimeMs(), letter.headers()),
                CatalogProcessor.DEAD_LETTERS);
    }

    /** A request that lies on the wrong partition goes on to the right one as it is. */
    void misplaced(Record<byte[], byte[]> request) {
        context.forward(
                new Record<>(request.key(), request.value(), context.currentSystemTimeMs(), request.headers()),
                Topics.IMPORT_REQUESTS.topicName());
    }

    private void forward(String key, Object value, String sink) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(bytes, value, context.currentSystemTimeMs(), new RecordHeaders()), sink);
    }
}
