package io.runbridge.trigger.ledger;

import io.runbridge.streams.TraceContext;

/** Carries out what rules decided besides the new entry: records and calls. Stream thread only. */
final class Effects {

    private final Emitter emitter;
    private final Calls calls;
    private final LedgerRules rules;

    Effects(Emitter emitter, Calls calls, LedgerRules rules) {
        this.emitter = emitter;
        this.calls = calls;
        this.rules = rules;
    }

    void carryOut(LedgerEntry entry, Effect effect) {
        TraceContext trace = new TraceContext(entry.getTraceparent(), entry.getTracestate());
        if (effect instanceof Effect.PublishStatus status) {
            emitter.status(status.event(), trace);
            rules.metrics().status(status.event());
        } else if (effect instanceof Effect.PublishStarted started) {
            emitter.started(started.event(), trace);
            rules.metrics().started(started.event());
        } else if (effect instanceof Effect.PublishOutcome outcome) {
            emitter.outcome(outcome.event(), trace);
            rules.metrics().outcome(outcome.event());
        } else if (effect instanceof Effect.WriteClaim write) {
            calls.claimed(entry.getRequestId(), rules.lease());
            emitter.claim(write.claim());
        } else if (effect instanceof Effect.TellDoubt tell) {
            emitter.doubt(tell.event());
        } else if (effect instanceof Effect.Send) {
            calls.start(entry);
        } else if (effect instanceof Effect.CallCancel) {
            calls.cancel(entry);
        }
    }
}
