package io.runbridge.trigger.ledger;

import io.runbridge.platform.Answer;
import io.runbridge.schemas.JobType;
import io.runbridge.trigger.start.StartGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of one ledger task: carries out the rules' decisions, makes the calls, and does what the clock asks.
 * Everything but the stores is in memory and ends with the incarnation. Stream thread only.
 */
final class LedgerTask {

    private static final Logger log = LoggerFactory.getLogger(LedgerTask.class);

    /** Bounds one drain, so that records and commits get their turn. */
    private static final int BATCH = 1_000;

    private static final long FORGET_EVERY_MS = 10_000;

    private final LedgerRules rules;
    private final String incarnation;
    private final ProcessorContext<byte[], Object> context;
    private final Ledger ledger;
    private final Emitter emitter;
    private final Calls calls;
    private final Effects effects;
    private final Slots slots;
    private final Agenda agenda = new Agenda();
    private final Departures departures;
    private boolean recovered;
    private long applied;
    private long forgetAt;
    /** Record time of the latest request read, 0 for none: what was ended before must outlast repetitions still unread. */
    private long readUpTo;

    LedgerTask(ProcessorContext<byte[], Object> context, LedgerRules rules, String incarnation) {
        this.rules = rules;
        this.incarnation = incarnation;
        this.context = context;
        this.ledger = new Ledger(context, rules.deadlines());
        this.emitter = new Emitter(context);
        this.calls = new Calls(rules.targets());
        this.slots = new Slots(rules.gates());
        this.departures = new Departures(this, rules, slots, calls);
        this.effects = new Effects(emitter, calls, departures, rules);
    }

    /** Takes over what the last incarnation left: its claims are in doubt, whether or not they were sent. */
    void recover() {
        if (recovered) {
            return;
        }
        recovered = true;
        // One after the other: together, the requests of a long queue might not fit into memory.
        ledger.forEachOpen(this::inherit);
        log.atInfo()
                .addKeyValue("task", context.taskId())
                .addKeyValue("open", agenda.size())
                .log("Ledger recovered");
    }

    private void inherit(LedgerEntry entry) {
        slots.follow(entry);
        schedule(entry);
        if (entry.getState() == LedgerState.CLAIMED) {
            apply(entry, rules.start().lost(entry, "another incarnation claimed the start", now()));
        }
    }

    long now() {
        return context.currentSystemTimeMs();
    }

    String incarnation() {
        return incarnation;
    }

    Emitter emitter() {
        return emitter;
    }

    Optional<LedgerEntry> find(String requestId) {
        return ledger.find(requestId);
    }

    /** How many decisions were stored, or begun to be; grows only. */
    long applied() {
        return applied;
    }

    /** Stores what was decided and carries it out; {@code before} is null for a request that was not known. */
    void apply(LedgerEntry before, Decision decision) {
        applied++;
        LedgerEntry after = decision.entry();
        if (decision.changed()) {
            ledger.put(before, after);
            slots.follow(after);
            if (after.getState() != LedgerState.CLAIMED) {
                calls.unclaimed(after.getRequestId());
            }
        }
        decision.effects().forEach(effect -> effects.carryOut(after, effect));
        if (decision.changed()) {
            schedule(after);
            MoveLog.write(before, after);
        }
    }

    /** Puts the entry where its state belongs: on the agenda, among the calls to make, or nowhere. */
    void schedule(LedgerEntry entry) {
        long now = now();
        boolean due = entry.getDueAt() <= now;
        if (due && entry.getState() == LedgerState.QUEUED) {
            departures.start(entry);
        } else if (due
                && entry.getState() == LedgerState.IN_DOUBT
                && rules.targets().settlesByToken(entry)) {
            departures.resend(entry);
        }
        boolean awaitsCancel = entry.getState() == LedgerState.STARTED && departures.awaitsCancel(entry);
        agenda.set(
                entry.getRequestId(),
                awaitsCancel
                        ? rules.deadlines().cancelLimit(entry)
                        : rules.deadlines().next(entry, now));
    }

    /**
     * What the clock asks: new starts, then answers, so that the slots they free are another task's to take before this
     * one's next tick; then what is due, once no answer waits that may have come in time; then forgetting.
     */
    void tick() {
        long now = now();
        departures.offer(now);
        if (calls.drain(BATCH, this::answered)) {
            agenda.due(now, BATCH, requestId -> ledger.find(requestId).ifPresent(this::due));
        }
        if (now >= forgetAt) {
            int read = ledger.forget(Math.min(now, readUpTo), rules.config().deduplicationWindow(), BATCH);
            forgetAt = read == BATCH ? now : now + FORGET_EVERY_MS;
        }
    }

    /**
     * A request of that record time was read; those of a partition come in its order. One that another partition's owner
     * sent on may be ahead of them by what we are behind.
     */
    void read(long recordTime) {
        readUpTo = Math.max(readUpTo, recordTime);
    }

    private void answered(TaskAnswer answer) {
        if (answer instanceof TaskAnswer.ToCancel cancel) {
            slots.cancelled(cancel);
        }
        Optional<LedgerEntry> known = ledger.find(answer.requestId());
        if (known.isEmpty()) {
            return;
        }
        LedgerEntry entry = known.get();
        if (answer instanceof TaskAnswer.ToStart start) {
            heed(entry, start.answer());
            rules.metrics().answered(entry, start.answer());
            apply(entry, rules.start().answered(entry, start.attempt(), start.answer(), now()));
        } else if (answer instanceof TaskAnswer.ToPrecondition asked) {
            heed(entry, asked.answer());
            apply(entry, rules.start().prepared(entry, asked.attempt(), asked.answer(), now()));
        } else if (answer instanceof TaskAnswer.ToCancel cancel) {
            Decision decision = rules.cancel().answered(entry, cancel.answer(), now());
            apply(entry, decision);
            schedule(decision.entry());
        }
    }

    private void heed(LedgerEntry entry, Answer<?> answer) {
        StartGate gate = rules.gates().of(entry.getPlatform());
        if (gate != null) {
            gate.heed(answer, now());
        }
    }

    private void due(LedgerEntry entry) {
        long now = now();
        switch (entry.getState()) {
            case QUEUED -> {
                Decision decision = rules.start().waited(entry, closedReason(entry, now), now);
                apply(entry, decision);
                schedule(decision.entry());
            }
            case CLAIMED -> apply(entry, rules.start().lost(entry, "no answer came in time", now));
            case IN_DOUBT -> inDoubt(entry, now);
            case UNDECIDED -> apply(entry, rules.undecided().limitPassed(entry, now));
            case STARTED -> toCancel(entry, now);
            case BARRED, ENDED -> agenda.set(entry.getRequestId(), OptionalLong.empty());
        }
    }

    private void inDoubt(LedgerEntry entry, long now) {
        if (now >= rules.deadlines().unsettled(entry)) {
            apply(entry, rules.undecided().unsettled(entry, rules.config().startLimit(), now));
        } else {
            schedule(entry);
        }
    }

    private void toCancel(LedgerEntry entry, long now) {
        OptionalLong limit = rules.deadlines().cancelLimit(entry);
        if (limit.isPresent() && now >= limit.getAsLong()) {
            apply(entry, ForeignCancels.gaveUp(entry, rules.config().startLimit(), now));
        } else {
            departures.cancel(entry);
            schedule(entry);
        }
    }

    private Optional<String> closedReason(LedgerEntry entry, long now) {
        StartGate gate = rules.gates().of(entry.getPlatform());
        return gate == null
                ? Optional.of("platform " + entry.getPlatform() + " is not configured any more")
                : gate.closedReason(now);
    }

    /** Claims of this incarnation on the given jobs that are not answered yet, as requestId/attempt. */
    List<String> openClaims(String platform, List<String> jobs) {
        List<String> open = new ArrayList<>();
        for (String requestId : calls.claimed()) {
            ledger.find(requestId)
                    .filter(entry -> entry.getPlatform().equals(platform) && jobs.contains(jobOf(entry)))
                    .ifPresent(entry -> open.add(requestId + "/" + entry.getAttempt()));
        }
        return open;
    }

    private static String jobOf(LedgerEntry entry) {
        return JobKey.of(JobType.valueOf(entry.getJobType()), entry.getExternalId());
    }

    void close() {
        calls.close();
        slots.close();
    }
}
