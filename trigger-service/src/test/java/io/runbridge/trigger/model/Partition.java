package io.runbridge.trigger.model;

import io.runbridge.platform.FailureCategory;
import io.runbridge.trigger.ledger.Claim;
import io.runbridge.trigger.ledger.DoubtEvent;
import io.runbridge.trigger.ledger.Echo;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.LedgerState;
import io.runbridge.trigger.ledger.RealRules;
import io.runbridge.trigger.ledger.RealRules.Known;
import io.runbridge.trigger.ledger.RealRules.Said;
import io.runbridge.trigger.model.PartitionState.Draft;
import io.runbridge.trigger.model.Words.Answered;
import io.runbridge.trigger.model.Words.End;
import io.runbridge.trigger.model.Words.Fault;
import io.runbridge.trigger.model.Words.Gone;
import io.runbridge.trigger.model.Words.HaveSpoken;
import io.runbridge.trigger.model.Words.Notice;
import io.runbridge.trigger.model.Words.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A ledger partition: what its task may do next. All decisions are those of {@link RealRules}. */
final class Partition implements Part<PartitionState> {

    private final Scenario scenario;
    private final Variant variant;
    private final RealRules rules;
    private final int index;

    Partition(Scenario scenario, Variant variant, RealRules rules, int index) {
        this.scenario = scenario;
        this.variant = variant;
        this.rules = rules;
        this.index = index;
    }

    PartitionState first() {
        List<Known> entries = IntStream.range(0, scenario.requests())
                .filter(request -> scenario.partitions().get(request) == index)
                .mapToObj(request ->
                        rules.admitted("r" + request, scenario.groups().charAt(request)))
                .toList();
        return new PartitionState(0, entries, entries, List.of(), List.of(), 0, List.of(), 0, List.of(), List.of());
    }

    @Override
    public List<Step<PartitionState>> steps(PartitionState state) {
        List<Step<PartitionState>> steps = new ArrayList<>();
        state.working().forEach(entry -> byClock(state, entry, steps));
        if (state.dirty()) {
            steps.add(commit(state));
        }
        if (state.claimsRead() < state.claims().size()) {
            steps.add(readClaim(state));
        }
        if (state.inboxRead() < state.inbox().size()) {
            readInbox(state, steps);
        }
        for (String claim : state.ready()) {
            Draft next = state.draft();
            next.ready.remove(claim);
            Mail call = new Mail(scenario.net(), new Sent(claim, state.incarnation(), false));
            steps.add(step("sends " + claim, next, List.of(call), false));
        }
        state.answers().forEach(answer -> drain(state, answer, steps));
        if (state.busy()) {
            steps.add(crash(state));
        }
        return steps;
    }

    private Step<PartitionState> step(String label, Draft next, List<Mail> mails, boolean fault) {
        return new Step<>("task " + index + " " + label, next.build(), mails, fault);
    }

    private void byClock(PartitionState state, Known entry, List<Step<PartitionState>> steps) {
        if (rules.startable(entry) && entry.attempt() < scenario.attempts()) {
            Draft next = state.draft();
            Known claimed = next.apply(entry, rules.claim(entry, state.incarnation()));
            if (variant == Variant.CLAIM_NOT_READ_BACK) {
                next.ready.add(claimed.claim());
            }
            steps.add(step("claims " + claimed.claim(), next, List.of(), false));
        }
        if (entry.callsCancel()) {
            Draft taken = state.draft();
            taken.apply(entry, rules.cancelTaken(entry));
            steps.add(step("hears that the cancel is taken", taken, List.of(), false));
            Draft refused = state.draft();
            refused.apply(entry, rules.cancelRefused(entry));
            steps.add(step("hears that the cancel is refused", refused, List.of(), false));
        }
    }

    private Step<PartitionState> commit(PartitionState state) {
        Draft next = state.draft();
        next.committed = state.working();
        next.pending.clear();
        next.claims.subList(0, next.claimsRead).clear();
        next.inbox.subList(0, next.inboxRead).clear();
        next.claimsRead = 0;
        next.inboxRead = 0;
        List<Mail> mails = new ArrayList<>();
        for (Object written : state.pending()) {
            if (written instanceof Claim claim) {
                next.claims.add(claim);
            } else {
                boolean doubt = written instanceof DoubtEvent;
                mails.add(new Mail(doubt ? scenario.channel(index) : scenario.world(), written));
            }
        }
        return step("commits", next, List.copyOf(mails), false);
    }

    private Step<PartitionState> readClaim(PartitionState state) {
        Claim claim = state.claims().get(state.claimsRead());
        Known entry = state.entry(claim.getRequestId());
        boolean ignored = variant == Variant.INCARNATION_IGNORED;
        int own = ignored ? Integer.parseInt(claim.getIncarnation().substring(1)) : state.incarnation();
        Said said = rules.claimRead(entry, claim, own);
        Draft next = state.draft();
        next.claimsRead++;
        next.apply(entry, said);
        if (said.sends() && variant != Variant.CLAIM_NOT_READ_BACK) {
            next.ready.add(entry.claim());
        }
        return step("reads the claim of " + entry.claim(), next, List.of(), false);
    }

    private void readInbox(PartitionState state, List<Step<PartitionState>> steps) {
        Object message = state.inbox().get(state.inboxRead());
        Draft next = state.draft();
        next.inboxRead++;
        if (message == Notice.BARRIER) {
            Echo echo = new Echo("round", index, List.copyOf(state.openClaims()));
            next.pending.add(new DoubtEvent(RealRules.PLATFORM, echo));
        } else if (message instanceof Finding finding) {
            Known entry = state.entry(finding.getRequestId());
            Finding read = variant == Variant.FINDING_WITHOUT_ATTEMPT
                    ? Finding.newBuilder(finding).setAttempt(entry.attempt()).build()
                    : finding;
            next.apply(entry, rules.found(entry, read));
            if (scenario.may(Scenario.May.REPEAT)) {
                Draft again = next.build().draft();
                again.inbox.add(finding);
                Mail fault = new Mail(scenario.world(), Fault.REPEAT);
                steps.add(step("reads a finding that comes again", again, List.of(fault), true));
            }
        } else {
            Known entry = state.entry("r0");
            next.apply(entry, message == Notice.CANCEL ? rules.cancelled(entry) : rules.runEnded(entry));
        }
        steps.add(step("reads " + text(message), next, List.of(), false));
    }

    private static String text(Object message) {
        return message instanceof Finding finding
                ? finding.getKind() + " " + finding.getRequestId() + "/" + finding.getAttempt() + finding.getRunIds()
                : message.toString();
    }

    private void drain(PartitionState state, Answered answer, List<Step<PartitionState>> steps) {
        Known entry = state.entry("r" + scenario.request(answer.claim()));
        int attempt = Integer.parseInt(answer.claim().substring(answer.claim().indexOf('/') + 1));
        Draft next = state.draft();
        next.answers.remove(answer);
        String label = "takes in " + answer.end() + " of " + answer.claim();
        switch (answer.end()) {
            case STARTED -> next.apply(entry, rules.started(entry, attempt, answer.runId()));
            case LOST -> failed(next, entry, attempt, FailureCategory.UNKNOWN_OUTCOME);
            case NOT_EXECUTED -> failed(next, entry, attempt, FailureCategory.UNAVAILABLE);
            case REFUSED -> {
                boolean believed = variant == Variant.REFUSED_RESEND_FINAL;
                Known asked = believed ? rules.forgetDoubt(entry) : entry;
                next.working.replaceAll(e -> e == entry ? asked : e);
                failed(next, asked, attempt, FailureCategory.REJECTED);
                Draft late = state.draft();
                late.answers.remove(answer);
                late.apply(entry, rules.failed(entry, attempt, FailureCategory.REJECTED, true));
                steps.add(step(label + " late", late, List.of(), false));
            }
            case SWALLOWED -> {
                if (variant != Variant.NO_WATCHDOG && entry.claim().equals(answer.claim())) {
                    next.apply(entry, rules.lost(entry));
                }
            }
        }
        steps.add(step(label, next, List.of(), false));
        if (answer.end() != End.SWALLOWED) {
            Draft swallowed = state.draft();
            swallowed.answers.remove(answer);
            swallowed.answers.add(new Answered(answer.claim(), End.SWALLOWED, null));
            Mail fault = new Mail(scenario.world(), Fault.SWALLOW);
            steps.add(step("never sees " + answer.end() + " of " + answer.claim(), swallowed, List.of(fault), true));
        }
    }

    private void failed(Draft next, Known entry, int attempt, FailureCategory category) {
        next.apply(entry, rules.failed(entry, attempt, category, false));
    }

    /** The task dies or stalls past its session: another incarnation takes over what is committed. */
    private Step<PartitionState> crash(PartitionState state) {
        Draft next = state.draft();
        next.incarnation++;
        next.working = new ArrayList<>(state.committed());
        next.pending.clear();
        next.claimsRead = 0;
        next.inboxRead = 0;
        next.ready.clear();
        next.answers.clear();
        if (variant != Variant.INCARNATION_IGNORED) {
            for (Known entry : state.committed()) {
                if (entry.state() == LedgerState.CLAIMED) {
                    next.apply(entry, rules.lost(entry));
                }
            }
        }
        List<Mail> mails = new ArrayList<>();
        mails.add(new Mail(scenario.world(), Fault.CRASH));
        mails.add(new Mail(scenario.net(), new Gone(index, state.incarnation())));
        if (TakeOver.LEASE_HOLDS || variant == Variant.NO_LEASE) {
            state.ready()
                    .forEach(claim -> mails.add(new Mail(scenario.net(), new Sent(claim, state.incarnation(), true))));
        }
        return step("dies or stalls", next, List.copyOf(mails), true);
    }

    @Override
    public Reaction<PartitionState> receive(PartitionState state, Object mail) {
        Draft next = state.draft();
        if (mail instanceof HaveSpoken owners) {
            boolean silent = state.committed().stream()
                    .anyMatch(entry -> entry.state() == LedgerState.CLAIMED
                            && owners.claims().contains(entry.claim()));
            return silent ? null : new Reaction<>(state, List.of());
        }
        if (mail instanceof Answered answer) {
            next.answers.add(answer);
        } else if (mail == Notice.ROUND_OVER) {
            next.forgetRound();
        } else {
            next.inbox.add(mail);
        }
        return new Reaction<>(next.build(), List.of());
    }
}
