package io.runbridge.trigger.ledger;

import io.runbridge.ops.CrashPoint;
import io.runbridge.streams.TraceContext;

/** Carries out what rules decided besides the new entry: records and calls. Stream thread only. */
final class Effects {

    private final Emitter emitter;
    private final Calls calls;
    private final Departures departures;
    private final LedgerRules rules;

    Effects(Emitter emitter, Calls calls, Departures departures, LedgerRules rules) {
        this.emitter = emitter;
        this.calls = calls;
        this.departures = departures;
        this.rules = rules;
    }

    void carryOut(LedgerEntry entry, Effect effect) {
        TraceContext trace = new TraceContext(entry.getTraceparent(), entry.getTracestate());
        if (effect instanceof Effect.PublishStatus status) {
            emitter.status(status.event(), trace);
            rules.metrics().status(status.event());
        } else if (effect instanceof Effect.PublishStarted started) {
            emitter.started(started.event(), trace);
            CrashPoint.EMITTED.pass();
            rules.metrics().started(started.event());
        } else if (effect instanceof Effect.PublishOutcome outcome) {
            emitter.outcome(outcome.event(), trace);
            rules.metrics().outcome(outcome.event());
        } else if (effect instanceof Effect.WriteClaim write) {
            CrashPoint.INTENT_WRITING.pass();
            calls.claimed(entry.getRequestId(), rules.lease());
            emitter.claim(write.claim());
            CrashPoint.INTENT_WRITTEN.pass();
        } else if (effect instanceof Effect.TellDoubt tell) {
            emitter.doubt(tell.event());
        } else if (effect instanceof Effect.Send) {
            CrashPoint.INTENT_COMMITTED.pass();
            calls.start(entry);
        } else if (effect instanceof Effect.CallCancel) {
            departures.cancel(entry);
        }
    }
}
