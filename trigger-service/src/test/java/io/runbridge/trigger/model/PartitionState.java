package io.runbridge.trigger.model;

import io.runbridge.trigger.ledger.Claim;
import io.runbridge.trigger.ledger.DoubtEvent;
import io.runbridge.trigger.ledger.Echo;
import io.runbridge.trigger.ledger.LedgerState;
import io.runbridge.trigger.ledger.RealRules.Known;
import io.runbridge.trigger.ledger.RealRules.Said;
import io.runbridge.trigger.model.Words.Answered;
import io.runbridge.trigger.model.Words.Final;
import io.runbridge.trigger.model.Words.Notice;
import io.runbridge.trigger.model.Words.RunStarted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One ledger partition and the task that owns it now. What is committed survives a crash, what is not is done again.
 *
 * @param incarnation of the task, from 0
 * @param working entries as the task sees them
 * @param committed entries as another task would find them
 * @param pending records written but not committed
 * @param claims committed claims that are not read for good, the first {@code claimsRead} of them read but not committed
 * @param inbox findings, barriers, cancels and statuses likewise
 * @param ready claims whose start call may leave
 * @param answers in the completion queue
 */
record PartitionState(
        int incarnation,
        List<Known> working,
        List<Known> committed,
        List<Object> pending,
        List<Claim> claims,
        int claimsRead,
        List<Object> inbox,
        int inboxRead,
        List<String> ready,
        List<Answered> answers) {

    boolean dirty() {
        return !pending.isEmpty() || claimsRead > 0 || inboxRead > 0 || !working.equals(committed);
    }

    /** Whether a crash now would leave anything for the next incarnation to do. */
    boolean busy() {
        return dirty()
                || !ready.isEmpty()
                || !answers.isEmpty()
                || !openClaims().isEmpty();
    }

    Set<String> openClaims() {
        Set<String> open = new TreeSet<>();
        working.stream()
                .filter(entry -> entry.state() == LedgerState.CLAIMED)
                .forEach(entry -> open.add(entry.claim()));
        return open;
    }

    Known entry(String requestId) {
        return working.stream()
                .filter(entry -> entry.requestId().equals(requestId))
                .findFirst()
                .orElseThrow();
    }

    Draft draft() {
        return new Draft(this);
    }

    /** The state as it becomes in one step. */
    static final class Draft {

        int incarnation;
        List<Known> working;
        List<Known> committed;
        final List<Object> pending;
        final List<Claim> claims;
        int claimsRead;
        final List<Object> inbox;
        int inboxRead;
        final Set<String> ready;
        final List<Answered> answers;

        private Draft(PartitionState from) {
            incarnation = from.incarnation;
            working = new ArrayList<>(from.working);
            committed = from.committed;
            pending = new ArrayList<>(from.pending);
            claims = new ArrayList<>(from.claims);
            claimsRead = from.claimsRead;
            inbox = new ArrayList<>(from.inbox);
            inboxRead = from.inboxRead;
            ready = new TreeSet<>(from.ready);
            answers = new ArrayList<>(from.answers);
        }

        /** Stores and writes what was decided, as the task's transaction; returns the new entry. */
        Known apply(Known before, Said said) {
            working.replaceAll(entry -> entry == before ? said.entry() : entry);
            said.claim().ifPresent(pending::add);
            pending.addAll(said.doubts());
            said.started().ifPresent(run -> pending.add(new RunStarted(before.requestId(), run)));
            said.finals().forEach(outcome -> pending.add(new Final(before.requestId(), outcome)));
            return said.entry();
        }

        /** Barriers and echoes of a round that the doubt task has forgotten change nothing any more. */
        void forgetRound() {
            List<Object> read = inbox.subList(0, inboxRead);
            inboxRead -= Collections.frequency(read, Notice.BARRIER);
            inbox.removeIf(message -> message == Notice.BARRIER);
            pending.removeIf(written -> written instanceof DoubtEvent event && event.getBody() instanceof Echo);
        }

        PartitionState build() {
            answers.sort(Comparator.comparing(Answered::toString));
            return new PartitionState(
                    incarnation,
                    List.copyOf(working),
                    List.copyOf(committed),
                    List.copyOf(pending),
                    List.copyOf(claims),
                    claimsRead,
                    List.copyOf(inbox),
                    inboxRead,
                    List.copyOf(ready),
                    List.copyOf(answers));
        }
    }
}
