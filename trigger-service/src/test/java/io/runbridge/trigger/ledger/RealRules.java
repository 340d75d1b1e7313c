package io.runbridge.trigger.ledger;

import io.runbridge.event.AvroSafety;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Platform;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import io.runbridge.streams.TraceContext;
import io.runbridge.trigger.admit.Admitted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The ledger's own rules as the model of the protocol sees them: it holds no rule, it calls those of production and
 * remembers what they said. Of each entry only what a later decision can depend on is kept, so that few different ones
 * are left. Checks of every decision that the history rises by one and ends with its terminal status. Not thread-safe.
 */
public final class RealRules {

    public static final String PLATFORM = "dbx";

    private static final long NOW = Entries.NOW;
    private static final PendingCancel CANCEL = Entries.cancel("c");

    /** An entry without what no decision depends on; equal ones are one object. */
    public static final class Known {

        private final LedgerEntry entry;

        private Known(LedgerEntry entry) {
            this.entry = entry;
        }

        public String requestId() {
            return entry.getRequestId();
        }

        public LedgerState state() {
            return entry.getState();
        }

        public int attempt() {
            return entry.getAttempt();
        }

        /** requestId/attempt, as echoes name a claim. */
        public String claim() {
            return requestId() + "/" + attempt();
        }

        /** Whether a platform call must still be made for a cancel. */
        public boolean callsCancel() {
            return state() == LedgerState.STARTED
                    && entry.getCancels().stream().anyMatch(cancel -> !cancel.getAccepted());
        }

        public Optional<String> runId() {
            return Optional.ofNullable(entry.getRunId());
        }

        @Override
        public String toString() {
            return claim() + " " + state() + (entry.getCancels().isEmpty() ? "" : " to be cancelled");
        }
    }

    /** What a rule decided. */
    public record Said(
            Known entry,
            Optional<Claim> claim,
            boolean sends,
            List<DoubtEvent> doubts,
            Optional<String> started,
            List<Outcome> finals) {}

    private final Map<LedgerEntry, Known> known = new HashMap<>();
    private final Map<List<?>, Said> memo = new HashMap<>();
    private final InMemoryAdapter adapter;
    private final Targets targets;
    private final StartRules start;
    private final CancelRules cancel = new CancelRules(new Random(1));
    private final DoubtRules doubt;

    /** The rules for starts through that adapter. */
    public RealRules(InMemoryAdapter adapter) {
        AvroSafety.install();
        Platform platform =
                new Platform(PLATFORM, Entries.CONFIG.platforms().get(PLATFORM), Map.of(adapter.jobType(), adapter));
        this.adapter = adapter;
        this.targets = new Targets(Map.of(PLATFORM, platform));
        this.start = new StartRules(targets, Entries.CONFIG.trigger(), new Random(1));
        this.doubt = new DoubtRules(targets);
    }

    /** A request just admitted; those of one group are identical. */
    public Known admitted(String requestId, char group) {
        RunRequest request = RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform(PLATFORM)
                .setJobType(adapter.jobType())
                .setExternalId("job")
                .setParameters(List.of(Parameter.newBuilder()
                        .setName("day")
                        .setValue(String.valueOf(group))
                        .build()))
                .setRequestedAt(Instant.ofEpochMilli(NOW))
                .build();
        TraceContext trace = new TraceContext(null, null);
        Decision admitted = AdmissionRules.admit(new Admitted(request, List.of()), "hash", trace, List.of(), NOW);
        return known(admitted.entry());
    }

    public Said claim(Known before, int incarnation) {
        return said(
                before,
                () -> start.claim(before.entry, name(incarnation), NOW),
                before,
                LedgerEvent.CLAIMED,
                incarnation);
    }

    public Said claimRead(Known before, Claim claim, int incarnation) {
        return said(before, () -> start.claimRead(before.entry, claim, name(incarnation)), before, claim, incarnation);
    }

    public Said started(Known before, int attempt, String runId) {
        Answer<StartedRun> answer = Answer.success(new StartedRun(runId, Optional.empty()));
        return said(before, () -> start.answered(before.entry, attempt, answer, NOW), before, attempt, runId);
    }

    /**
     * The call failed.
     *
     * @param late whether the answer comes when a lost start can not appear any more
     */
    public Said failed(Known before, int attempt, FailureCategory category, boolean late) {
        Answer<StartedRun> answer = Answer.failed(Failure.of(category, "CODE", "text"));
        long now = late ? NOW + settleMs() + 1 : NOW;
        return said(before, () -> start.answered(before.entry, attempt, answer, now), before, attempt, category, late);
    }

    public Said lost(Known before) {
        return said(before, () -> start.lost(before.entry, "lost", NOW), before, LedgerEvent.LOST);
    }

    /** The entry as if no earlier attempt were in doubt, for the variant that believes every refusal. */
    public Known forgetDoubt(Known before) {
        return known(LedgerEntry.newBuilder(before.entry).setFirstDoubtAt(0).build());
    }

    public Said found(Known before, Finding finding) {
        return said(before, () -> doubt.found(before.entry, finding, NOW), before, finding);
    }

    public Said cancelled(Known before) {
        return said(before, () -> cancel.arrived(before.entry, CANCEL, true, NOW), before, LedgerEvent.CANCELLED);
    }

    public Said cancelTaken(Known before) {
        return said(before, () -> cancel.answered(before.entry, Answer.success(null), NOW), before, "taken");
    }

    public Said cancelRefused(Known before) {
        Answer<Void> refused = Answer.failed(Failure.of(FailureCategory.REJECTED, "CODE", "text"));
        return said(before, () -> cancel.answered(before.entry, refused, NOW), before, "refused");
    }

    /** The poller's terminal status. */
    public Said runEnded(Known before) {
        RunStatus status = RunStatus.newBuilder()
                .setRequestId(before.requestId())
                .setPlatform(PLATFORM)
                .setJobType(adapter.jobType())
                .setExternalId("job")
                .setSequence(1)
                .setStatus(Status.SUCCESS)
                .setObservedAt(Instant.ofEpochMilli(NOW))
                .setTerminal(true)
                .build();
        return said(before, () -> CancelRules.runEnded(before.entry, status, NOW), before, LedgerEvent.RUN_ENDED);
    }

    /** Whether the entry may be claimed by the clock: queued, or in doubt where a resend settles it. */
    public boolean startable(Known entry) {
        return entry.state() == LedgerState.QUEUED
                || (entry.state() == LedgerState.IN_DOUBT && targets.settlesByToken(entry.entry));
    }

    private static String name(int incarnation) {
        return "i" + incarnation;
    }

    private long settleMs() {
        return Entries.CONFIG.platforms().get(PLATFORM).starts().settleTime().toMillis();
    }

    private Said said(Known before, Supplier<Decision> rule, Object... key) {
        List<?> asked = List.of(key);
        Said remembered = memo.get(asked);
        if (remembered == null) {
            remembered = said(before, rule.get());
            memo.put(asked, remembered);
        }
        return remembered;
    }

    private Said said(Known before, Decision decision) {
        checkHistory(before.entry, decision);
        Optional<Claim> claim = Optional.empty();
        Optional<String> run = Optional.empty();
        boolean sends = false;
        List<DoubtEvent> doubts = new ArrayList<>();
        List<Outcome> finals = new ArrayList<>();
        for (Effect effect : decision.effects()) {
            if (effect instanceof Effect.WriteClaim write) {
                claim = Optional.of(write.claim());
            } else if (effect instanceof Effect.TellDoubt tell) {
                doubts.add(tell.event());
            } else if (effect instanceof Effect.PublishStarted published) {
                run = Optional.of(published.event().getRunId());
            } else if (effect instanceof Effect.PublishOutcome outcome
                    && outcome.event().getOutcome() != Outcome.ACCEPTED) {
                finals.add(outcome.event().getOutcome());
            }
            sends |= effect instanceof Effect.Send;
        }
        return new Said(known(decision.entry()), claim, sends, List.copyOf(doubts), run, List.copyOf(finals));
    }

    private static void checkHistory(LedgerEntry before, Decision decision) {
        long next = before.getSequence();
        boolean over = before.getState() == LedgerState.STARTED || before.getState() == LedgerState.ENDED;
        for (Effect effect : decision.effects()) {
            if (effect instanceof Effect.PublishStatus status) {
                if (over || status.event().getSequence() != next) {
                    throw new IllegalStateException(
                            "P4: status " + status.event().getSequence() + " after " + next);
                }
                next++;
                over = status.event().getTerminal();
            } else if (effect instanceof Effect.PublishStarted started) {
                if (over || started.event().getNextSequence() != next) {
                    throw new IllegalStateException("P4: run-started does not continue the history at " + next);
                }
                over = true;
            }
        }
        boolean byPoller = before.getState() == LedgerState.STARTED && decision.changed();
        if (!byPoller && decision.entry().getSequence() != next) {
            throw new IllegalStateException("P4: the entry does not continue the history at " + next);
        }
    }

    /** Times, back-off, texts and numbers that the checks above have covered do not tell states apart. */
    private Known known(LedgerEntry entry) {
        LedgerEntry.Builder kept = LedgerEntry.newBuilder(entry)
                .setStateSince(NOW)
                .setAdmittedAt(NOW)
                .setClaimedAt(NOW)
                .setDueAt(NOW)
                .setFirstDoubtAt(entry.getFirstDoubtAt() == 0 ? 0 : NOW)
                .setFailures(0)
                .setSequence(0)
                .setReason(null)
                .setLastStatus(null)
                .setLastMessage(null)
                .setCandidates(List.of());
        if (entry.getState() != LedgerState.CLAIMED) {
            kept.setIncarnation(null);
        }
        return known.computeIfAbsent(kept.build(), Known::new);
    }
}
