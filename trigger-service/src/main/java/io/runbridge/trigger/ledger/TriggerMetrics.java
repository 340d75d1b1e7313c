package io.runbridge.trigger.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.runbridge.platform.Answer;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import io.runbridge.trigger.start.StartGates;

/** The trigger-service's own metrics; none has a run or request in its labels. Any thread. */
public final class TriggerMetrics {

    private final MeterRegistry registry;

    public TriggerMetrics(MeterRegistry registry, StartGates gates) {
        this.registry = registry;
        gates.all()
                .forEach((platform, gate) ->
                        registry.gauge("runbridge.slots.used", Tags.of("platform", platform), gate, g -> g.used()));
    }

    void status(RunStatus event) {
        registry.counter(
                        "runbridge.status.published",
                        "status",
                        event.getStatus().name(),
                        "code",
                        event.getError() == null ? "none" : event.getError().getCode())
                .increment();
    }

    void started(RunStarted event) {
        registry.counter(
                        "runbridge.runs.started",
                        "platform",
                        event.getPlatform(),
                        "adopted",
                        Boolean.toString(event.getAdopted()))
                .increment();
    }

    void outcome(CancelOutcome event) {
        registry.counter(
                        "runbridge.cancel.outcomes",
                        "outcome",
                        event.getOutcome().name())
                .increment();
    }

    void answered(LedgerEntry entry, Answer<StartedRun> answer) {
        String outcome = answer instanceof Answer.Failed<?> failed
                ? failed.failure().category().name()
                : "STARTED";
        registry.counter("runbridge.start.calls", "platform", entry.getPlatform(), "outcome", outcome)
                .increment();
    }

    void duplicate() {
        registry.counter("runbridge.requests.duplicate").increment();
    }

    /** A start was carried out after it had been shown not started and made again. */
    public void doubled(String platform) {
        registry.counter("runbridge.starts.doubled", "platform", platform).increment();
    }

    /** An import ended; the code says why it was not carried out, {@code none} if it was. */
    public void imported(String platform, String code) {
        registry.counter("runbridge.imports", "platform", platform, "code", code)
                .increment();
    }

    /** A record became a dead letter. */
    public void deadLetter() {
        registry.counter("runbridge.dead.letters").increment();
    }
}
