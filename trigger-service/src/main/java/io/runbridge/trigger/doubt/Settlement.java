package io.runbridge.trigger.doubt;

import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Decides doubts about one job by count. Called only when every run in the list is owned or belongs to a doubt, which the
 * barrier sees to. Pure; immutable, any thread.
 *
 * <p>A doubt may take a run at once, before its settle time. That run may be another doubt's, whose own start then still
 * appears in place of it: so such a spent doubt keeps every "not started" of the job waiting until its settle time too.
 *
 * @param exclusive whether nobody else starts the job with equal parameters
 * @param settle how long after its loss a start may still appear
 * @param skew most the platform's clock may differ from ours
 */
record Settlement(boolean exclusive, Duration settle, Duration skew) {

    /** More would help nobody, and thousands would not fit into a record. */
    private static final int MOST_CANDIDATES = 100;

    private static final String OTHERS =
            "runs with these parameters exist, but others may start this job too (exclusive-jobs is false)";
    private static final String TOO_MANY = "more runs with these parameters exist than starts were lost";
    private static final String PARTIAL = "runs exist that do not show all parameters of the lost start";
    private static final String SHARED = "runs match lost starts with different parameters";

    /**
     * What can be said now; doubts without a finding stay.
     *
     * @param doubts all doubts about one job, spent ones too
     * @param runs the job's runs that nobody owns
     * @param listedAt when the look that found them began, epoch milliseconds
     */
    List<Finding> settle(List<Doubt> doubts, List<FoundRun> runs, long listedAt) {
        Map<Map<String, String>, List<Doubt>> groups = new LinkedHashMap<>();
        Predicate<Doubt> settled = doubt -> listedAt >= doubt.getSince() + settle.toMillis();
        boolean quiet = doubts.stream().filter(Doubt::getSpent).allMatch(settled);
        doubts.stream()
                .filter(doubt -> !doubt.getSpent())
                .sorted(Comparator.comparingLong(Doubt::getSince).thenComparing(Doubt::getRequestId))
                .forEach(doubt -> groups.computeIfAbsent(doubt.getEcho(), e -> new ArrayList<>())
                        .add(doubt));
        List<Finding> findings = new ArrayList<>();
        for (List<Doubt> group : groups.values()) {
            List<FoundRun> matches = runs.stream()
                    .filter(run -> matches(group, run))
                    .sorted(Comparator.comparing(FoundRun::createdAt).thenComparing(FoundRun::runId))
                    .toList();
            boolean shared = matches.stream()
                    .anyMatch(run -> groups.values().stream()
                                    .filter(other -> matches(other, run))
                                    .count()
                            > 1);
            findings.addAll(settleGroup(group, matches, shared, settled, quiet));
        }
        return findings;
    }

    /** Only a different value rules a run out: a parameter that the listing does not show may have been sent. */
    private boolean matches(List<Doubt> group, FoundRun run) {
        long earliest = group.stream().mapToLong(Doubt::getClaimedAt).min().orElseThrow() - skew.toMillis();
        return run.createdAt().toEpochMilli() >= earliest
                && group.get(0).getEcho().entrySet().stream().allMatch(sent -> run.parameters()
                        .getOrDefault(sent.getKey(), sent.getValue())
                        .equals(sent.getValue()));
    }

    private static boolean showsAll(List<Doubt> group, FoundRun run) {
        return run.parameters().keySet().containsAll(group.get(0).getEcho().keySet());
    }

    private List<Finding> settleGroup(
            List<Doubt> group, List<FoundRun> matches, boolean shared, Predicate<Doubt> settled, boolean quiet) {
        boolean partial = matches.stream().anyMatch(run -> !showsAll(group, run));
        if (!matches.isEmpty() && (!exclusive || shared || partial || matches.size() > group.size())) {
            String reason = partial ? PARTIAL : shared ? SHARED : exclusive ? TOO_MANY : OTHERS;
            List<String> candidates =
                    matches.stream().limit(MOST_CANDIDATES).map(FoundRun::runId).toList();
            return group.stream()
                    .filter(settled)
                    .map(doubt -> finding(doubt, FindingKind.UNDECIDABLE, candidates, reason))
                    .toList();
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            Doubt doubt = group.get(i);
            if (i < matches.size()) {
                List<String> run = List.of(matches.get(i).runId());
                findings.add(finding(doubt, FindingKind.FOUND, run, null));
            } else if (quiet && settled.test(doubt)) {
                findings.add(finding(doubt, FindingKind.NOT_STARTED, List.of(), null));
            }
        }
        return findings;
    }

    /** What is said of a doubt whose runs could not be listed. */
    static Finding unlisted(Doubt doubt, String reason) {
        return finding(doubt, FindingKind.UNDECIDABLE, List.of(), "runs could not be listed: " + reason);
    }

    private static Finding finding(Doubt doubt, FindingKind kind, List<String> runIds, String message) {
        return Finding.newBuilder()
                .setRequestId(doubt.getRequestId())
                .setAttempt(doubt.getAttempt())
                .setKind(kind)
                .setRunIds(runIds)
                .setMessage(message)
                .build();
    }
}
