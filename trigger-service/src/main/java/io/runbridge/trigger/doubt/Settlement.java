package io.runbridge.trigger.doubt;

import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides doubts about one job by count. Called only when every run in the list is owned or belongs to a doubt, which the
 * barrier sees to. Pure; immutable, any thread.
 *
 * <p>A run that carries a marker belongs to that request and to no other. Among the rest, a doubt may take a run at once,
 * before its settle time. That run may be another doubt's, whose own start then still appears in place of it: so such a
 * spent doubt keeps "not started" of every doubt that the run may have come from waiting until its settle time too.
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
    private static final String MARKED_TWICE = "more than one run carries this request's marker";
    private static final String PARTIAL = "runs exist that do not show all parameters of the lost start";
    private static final String SHARED = "runs match lost starts with different parameters";

    /**
     * What can be said now; doubts without a finding stay.
     *
     * @param doubts all doubts about one job, spent ones too
     * @param runs the job's runs that nobody owns
     * @param settled whether a doubt was older than the settle time when the look that found them began
     */
    List<Finding> settle(List<Doubt> doubts, List<FoundRun> runs, Predicate<Doubt> settled) {
        List<Doubt> spent = doubts.stream().filter(Doubt::getSpent).toList();
        Predicate<Doubt> over = settled.and(doubt ->
                spent.stream().filter(other -> mayHaveTakenRunOf(doubt, other)).allMatch(settled));
        List<Finding> findings = new ArrayList<>();
        Map<Key, List<Doubt>> unmarked = new LinkedHashMap<>();
        doubts.stream()
                .filter(doubt -> !doubt.getSpent())
                .sorted(Comparator.comparingLong(Doubt::getSince).thenComparing(Doubt::getRequestId))
                .forEach(doubt -> {
                    List<FoundRun> marked = runs.stream()
                            .filter(run -> carriesMarkerOf(doubt, run))
                            .toList();
                    if (marked.isEmpty()) {
                        unmarked.computeIfAbsent(Key.of(doubt), key -> new ArrayList<>())
                                .add(doubt);
                    } else {
                        byMarker(doubt, marked, settled).ifPresent(findings::add);
                    }
                });
        unmarked.values().forEach(group -> findings.addAll(byCount(group, unmarked.values(), runs, settled, over)));
        return findings;
    }

    private static Optional<Finding> byMarker(Doubt doubt, List<FoundRun> marked, Predicate<Doubt> settled) {
        if (marked.size() == 1) {
            return Optional.of(finding(doubt, FindingKind.FOUND, ids(marked), null));
        }
        return settled.test(doubt)
                ? Optional.of(finding(doubt, FindingKind.UNDECIDABLE, ids(marked), MARKED_TWICE))
                : Optional.empty();
    }

    private List<Finding> byCount(
            List<Doubt> group,
            Collection<List<Doubt>> groups,
            List<FoundRun> runs,
            Predicate<Doubt> settled,
            Predicate<Doubt> over) {
        List<FoundRun> matches = runs.stream()
                .filter(run -> matches(group, run))
                .sorted(Comparator.comparing(FoundRun::createdAt).thenComparing(FoundRun::runId))
                .toList();
        boolean shared = matches.stream()
                .anyMatch(run ->
                        groups.stream().filter(other -> matches(other, run)).count() > 1);
        return settleGroup(group, matches, shared, settled, over);
    }

    /** Runs without an owner that can only be this start's, which was shown not started and made again. */
    List<FoundRun> late(Doubt refuted, List<FoundRun> unowned) {
        List<Doubt> group = List.of(refuted);
        return unowned.stream()
                .filter(run ->
                        carriesMarkerOf(refuted, run) || (exclusive && matches(group, run) && showsAll(group, run)))
                .toList();
    }

    /** Starts that look alike in a listing. */
    private record Key(Map<String, String> echo, boolean marked) {

        static Key of(Doubt doubt) {
            return new Key(doubt.getEcho(), doubt.getMarker() != null);
        }
    }

    /** Whether the run shows that it was made for this request. */
    static boolean carriesMarkerOf(Doubt doubt, FoundRun run) {
        return doubt.getMarker() != null
                && run.marker().filter(doubt.getMarker()::equals).isPresent();
    }

    /** A run of the doubt's start is there by its settle time, so a younger one is none of its. */
    private boolean mayHaveTakenRunOf(Doubt doubt, Doubt spent) {
        return spent.getSpentOn() <= doubt.getSince() + settle.toMillis() + skew.toMillis();
    }

    /**
     * Only a different value rules a run out: a parameter that the listing does not show may have been sent. A run with a
     * marker is another request's, unless the marker is this start's own parameter.
     */
    private boolean matches(List<Doubt> group, FoundRun run) {
        Doubt any = group.get(0);
        long earliest = group.stream().mapToLong(Doubt::getClaimedAt).min().orElseThrow() - skew.toMillis();
        return run.createdAt().toEpochMilli() >= earliest
                && (any.getMarker() == null || run.marker().isEmpty())
                && any.getEcho().entrySet().stream().allMatch(sent -> run.parameters()
                        .getOrDefault(sent.getKey(), sent.getValue())
                        .equals(sent.getValue()));
    }

    private static boolean showsAll(List<Doubt> group, FoundRun run) {
        return run.parameters().keySet().containsAll(group.get(0).getEcho().keySet());
    }

    private List<Finding> settleGroup(
            List<Doubt> group,
            List<FoundRun> matches,
            boolean shared,
            Predicate<Doubt> settled,
            Predicate<Doubt> over) {
        boolean partial = matches.stream().anyMatch(run -> !showsAll(group, run));
        if (!matches.isEmpty() && (!exclusive || shared || partial || matches.size() > group.size())) {
            String reason = partial ? PARTIAL : shared ? SHARED : exclusive ? TOO_MANY : OTHERS;
            List<String> candidates = ids(matches);
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
            } else if (over.test(doubt)) {
                findings.add(finding(doubt, FindingKind.NOT_STARTED, List.of(), null));
            }
        }
        return findings;
    }

    private static List<String> ids(List<FoundRun> runs) {
        return runs.stream().limit(MOST_CANDIDATES).map(FoundRun::runId).toList();
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
