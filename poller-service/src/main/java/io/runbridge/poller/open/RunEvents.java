package io.runbridge.poller.open;

import io.runbridge.poller.run.OpenRun;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunStatus;
import io.runbridge.streams.TraceContext;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes the events about open runs, with the trace headers of their start. Stream thread only. */
final class RunEvents {

    private static final String POLLER = "poller-service";

    private final ProcessorContext<String, SpecificRecord> context;

    RunEvents(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
    }

    /** Writes the state now and the history in one transaction. */
    void status(OpenRun run, RunStatus status) {
        Record<String, SpecificRecord> event =
                new Record<>(run.getRequestId(), status, status.getObservedAt().toEpochMilli(), trace(run));
        context.forward(event, OpenRunsProcessor.STATUS);
        context.forward(event, OpenRunsProcessor.HISTORY);
    }

    /** Writes what happened in a run that has ended; in the transaction of its last status, so once. */
    void activities(OpenRun run, List<RunActivity> activities, Instant at) {
        for (RunActivity activity : activities) {
            context.forward(
                    new Record<>(run.getRequestId(), activity, at.toEpochMilli(), trace(run)),
                    OpenRunsProcessor.ACTIVITIES);
        }
    }

    /** Asks for the cancel of a run. */
    void cancel(OpenRun run, CancelReason reason, long nowMs) {
        CancelRequest cancel = CancelRequest.newBuilder()
                .setRequestId(run.getRequestId())
                .setCancelId(reason.cancelId(run))
                .setReason(reason.name())
                .setRequestedBy(POLLER)
                .setRequestedAt(Instant.ofEpochMilli(nowMs))
                .build();
        context.forward(new Record<>(run.getRequestId(), cancel, nowMs, trace(run)), OpenRunsProcessor.CANCELS);
    }

    private static Headers trace(OpenRun run) {
        return new TraceContext(run.getTraceparent(), run.getTracestate()).headers();
    }
}
