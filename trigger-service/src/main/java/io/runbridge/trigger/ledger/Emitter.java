package io.runbridge.trigger.ledger;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.TraceContext;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes the task's records, each to the sink of its topic, stamped with the wall clock. Stream thread only. */
final class Emitter {

    private final ProcessorContext<byte[], Object> context;

    Emitter(ProcessorContext<byte[], Object> context) {
        this.context = context;
    }

    void started(RunStarted event, TraceContext trace) {
        forward(Topics.RUN_STARTED, event.getRequestId(), event, trace.headers());
    }

    void status(RunStatus event, TraceContext trace) {
        forward(Topics.RUN_STATUS, event.getRequestId(), event, trace.headers());
        forward(Topics.RUN_HISTORY, event.getRequestId(), event, trace.headers());
    }

    void outcome(CancelOutcome event, TraceContext trace) {
        forward(Topics.CANCEL_OUTCOMES, event.getRequestId(), event, trace.headers());
    }

    void claim(Claim claim) {
        forward(Topics.RUN_CLAIMS, claim.getRequestId(), Codecs.CLAIM.write(claim), new RecordHeaders());
    }

    /** What the task says to itself; it lies where claims do. */
    void greeting(String key) {
        forward(Topics.RUN_CLAIMS, key, new byte[0], new RecordHeaders());
    }

    void doubt(DoubtEvent event) {
        forward(Topics.RUN_DOUBTS, event.getPlatform(), Codecs.DOUBT_EVENT.write(event), new RecordHeaders());
    }

    /** A record that lies on the wrong partition goes on to the right one as it is. */
    void command(byte[] key, byte[] value, Headers headers) {
        context.forward(
                new Record<>(key, value, context.currentSystemTimeMs(), headers), Topics.RUN_COMMANDS.topicName());
    }

    void deadLetter(byte[] key, byte[] value, Headers headers) {
        context.forward(
                new Record<>(key, value, context.currentSystemTimeMs(), headers), Topics.DEAD_LETTERS.topicName());
    }

    private void forward(Topics topic, String key, Object value, Headers headers) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(bytes, value, context.currentSystemTimeMs(), headers), topic.topicName());
    }
}
