package io.runbridge.trigger.doubt;

import io.runbridge.config.StartConfig;
import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.FindingKind;
import io.runbridge.trigger.ledger.TriggerMetrics;
import io.runbridge.trigger.ledger.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from a complete look: findings for the ledgers, owners for runs, what is to be remembered. Stream thread only. */
final class Verdicts {

    private static final Logger LOG = LoggerFactory.getLogger(Verdicts.class);

    /** So many settle times after its loss a start that was shown not started is looked for once more. */
    private static final int LOOK_AGAIN_AFTER = 3;
    /** So many settle times after its loss it is not looked for any more, although that could not be done. */
    private static final int FORGET_AFTER = 30;

    private final DoubtStores stores;
    private final DoubtBook book;
    private final Consumer<Verdict> output;
    private final TriggerMetrics metrics;

    Verdicts(DoubtStores stores, DoubtBook book, Consumer<Verdict> output, TriggerMetrics metrics) {
        this.stores = stores;
        this.book = book;
        this.output = output;
        this.metrics = metrics;
    }

    /** Starts that were made again and whose first run may have come too late; for a look that begins then. */
    List<Doubt> lookedForAgain(Site site, Duration settle, Moment listedAt) {
        return book.refuted(site, LOOK_AGAIN_AFTER * settle.toMillis(), listedAt);
    }

    /** Decides what can be decided now, and reports what came too late. */
    void settle(Site site, StartConfig starts, Round round, long now) {
        Duration settle = starts.settleTime();
        Settlement settlement = new Settlement(starts.exclusiveJobs(), settle, starts.clockSkew());
        Predicate<Doubt> settled =
                doubt -> book.age(site, doubt, round.listedAt()).settled(settle, starts.clockSkew());
        // Before the findings: a start that only this look shows not started is looked for once more by a later one.
        List<Doubt> again = lookedForAgain(site, settle, round.listedAt());
        Set<String> undecided = new HashSet<>();
        for (String job : jobs(site, round)) {
            List<FoundRun> runs = unowned(site, round, job);
            settlement.settle(book.counting(site, job), runs, settled).forEach(finding -> {
                remember(site, finding, runs, now);
                tell(site, finding);
                if (finding.getKind() == FindingKind.UNDECIDABLE) {
                    undecided.addAll(finding.getRunIds());
                }
            });
        }
        for (Doubt doubt : again) {
            if (!book.isOpen(site, site.job(doubt.getExternalId()))) {
                lookAgain(site, settlement, round, doubt, undecided);
            } else if (book.age(site, doubt, round.listedAt()).atLeast(FORGET_AFTER * settle.toMillis())) {
                forget(site, doubt);
            }
        }
    }

    /** @param undecided runs that an operator is asked about, so that they are not for us to take */
    private void lookAgain(Site site, Settlement settlement, Round round, Doubt doubt, Set<String> undecided) {
        book.forget(site, doubt.getRequestId());
        List<FoundRun> left = unowned(site, round, site.job(doubt.getExternalId())).stream()
                .filter(run -> !undecided.contains(run.runId()))
                .toList();
        reportDoubled(site, doubt, settlement.late(doubt, left));
    }

    /** A run that came too late may as well be that of an open doubt, and the job has never been without one. */
    private void forget(Site site, Doubt doubt) {
        book.forget(site, doubt.getRequestId());
        LOG.atWarn()
                .addKeyValue("platform", site.platform())
                .addKeyValue("requestId", doubt.getRequestId())
                .addKeyValue("externalId", doubt.getExternalId())
                .log("A start that was made again is not looked for once more, for its job always has others in doubt");
    }

    private static Set<String> jobs(Site site, Round round) {
        return round.externalIds().stream().map(id -> site.job(id)).collect(Collectors.toSet());
    }

    private List<FoundRun> unowned(Site site, Round round, String job) {
        return round.runs().stream()
                .filter(run -> site.job(run.externalId()).equals(job))
                .filter(run -> !stores.isOwned(site.platform(), run.runId()))
                .toList();
    }

    /** The bound of what can be promised: a run that came after its start was shown not carried out and made again. */
    private void reportDoubled(Site site, Doubt doubt, List<FoundRun> late) {
        for (FoundRun run : late) {
            // Each run is reported once, whichever of several equal starts it is.
            stores.own(site.platform(), run.runId(), doubt.getSince());
            metrics.doubled(site.platform());
            LOG.atError()
                    .addKeyValue("platform", site.platform())
                    .addKeyValue("requestId", doubt.getRequestId())
                    .addKeyValue("runId", run.runId())
                    .addKeyValue("createdAt", run.createdAt())
                    .log("A lost start was carried out after the settle time, so it runs twice");
        }
    }

    /**
     * A found run has its owner. A doubt that took it without a marker may have taken another's, and is spent; one that was
     * shown not started is watched; any other is over.
     */
    private void remember(Site site, Finding finding, List<FoundRun> runs, long now) {
        Doubt doubt = book.find(site, finding.getRequestId()).orElseThrow();
        Doubt.Builder decided = Doubt.newBuilder(doubt).setRefuted(finding.getKind() == FindingKind.NOT_STARTED);
        if (finding.getKind() == FindingKind.FOUND) {
            String runId = finding.getRunIds().get(0);
            stores.own(site.platform(), runId, now);
            runs.stream()
                    .filter(run -> run.runId().equals(runId) && !Settlement.carriesMarkerOf(doubt, run))
                    .forEach(run ->
                            decided.setSpent(true).setSpentOn(run.createdAt().toEpochMilli()));
        }
        if (decided.getRefuted() || decided.getSpent()) {
            book.change(site, decided.build());
        } else {
            book.forget(site, finding.getRequestId());
        }
    }

    /** Tells the request's ledger. */
    void tell(Site site, Finding finding) {
        output.accept(new Verdict(site.platform(), finding));
        LOG.atInfo()
                .addKeyValue("platform", site.platform())
                .addKeyValue("requestId", finding.getRequestId())
                .addKeyValue("attempt", finding.getAttempt())
                .addKeyValue("finding", finding.getKind())
                .addKeyValue("runIds", finding.getRunIds())
                .log("Doubt settled");
    }
}
