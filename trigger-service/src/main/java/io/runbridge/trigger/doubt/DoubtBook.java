package io.runbridge.trigger.doubt;

import io.runbridge.trigger.ledger.Doubt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The doubts of one task's platforms, in memory and in their store. A doubt is open until it is decided. Two decisions are
 * remembered for a while: it was spent on a run that may be another's, or it was refuted, that is shown not started, and
 * its run may still come too late. Stream thread only.
 */
final class DoubtBook {

    /** @param seen when the task learnt of the doubt */
    private record Known(Doubt doubt, Moment seen) {}

    private final DoubtStores stores;
    private final Map<Site, Map<String, Known>> doubts = new LinkedHashMap<>();

    /** A book with what an earlier incarnation left. */
    DoubtBook(DoubtStores stores, Moment now) {
        this.stores = stores;
        stores.forEachDoubt((platform, doubt) -> remember(platform, new Known(doubt, now)));
    }

    private void remember(String platform, Known known) {
        doubts.computeIfAbsent(new Site(platform, known.doubt().getJobType()), s -> new LinkedHashMap<>())
                .put(known.doubt().getRequestId(), known);
    }

    /** Adds the doubt, or puts it in place of what was known of its request. */
    void add(String platform, Doubt doubt, Moment now) {
        stores.open(platform, doubt);
        remember(platform, new Known(doubt, now));
    }

    /** Says something else of a doubt that is known. */
    void change(Site site, Doubt changed) {
        stores.open(site.platform(), changed);
        doubts.get(site).computeIfPresent(changed.getRequestId(), (id, known) -> new Known(changed, known.seen()));
    }

    /** How old a known doubt is. */
    Age age(Site site, Doubt doubt, Moment now) {
        return new Age(
                doubt.getSince(), doubts.get(site).get(doubt.getRequestId()).seen(), now);
    }

    void forget(Site site, String requestId) {
        stores.close(site.platform(), requestId);
        Map<String, Known> known = doubts.getOrDefault(site, Map.of());
        known.remove(requestId);
        if (known.isEmpty()) {
            doubts.remove(site);
        }
    }

    /** Forgets all of the site that are so. */
    void forgetIf(Site site, Predicate<Doubt> over) {
        all(site).filter(over).toList().forEach(doubt -> forget(site, doubt.getRequestId()));
    }

    /** Where there is anything to look after. */
    List<Site> sites() {
        return List.copyOf(doubts.keySet());
    }

    Optional<Doubt> find(Site site, String requestId) {
        return Optional.ofNullable(doubts.getOrDefault(site, Map.of()).get(requestId))
                .map(Known::doubt);
    }

    /** Those that wait for a decision. */
    List<Doubt> open(Site site) {
        return all(site)
                .filter(doubt -> !doubt.getSpent() && !doubt.getRefuted())
                .toList();
    }

    /** Whether one of them is about the job. */
    boolean isOpen(Site site, String job) {
        return open(site).stream()
                .anyMatch(doubt -> site.job(doubt.getExternalId()).equals(job));
    }

    /** Open and spent ones about one job, which count when it is decided. */
    List<Doubt> counting(Site site, String job) {
        return all(site)
                .filter(doubt ->
                        !doubt.getRefuted() && site.job(doubt.getExternalId()).equals(job))
                .toList();
    }

    /** Refuted ones that are so old at that moment. */
    List<Doubt> refuted(Site site, long ageMillis, Moment now) {
        return all(site)
                .filter(doubt -> doubt.getRefuted() && age(site, doubt, now).atLeast(ageMillis))
                .toList();
    }

    private Stream<Doubt> all(Site site) {
        return doubts.getOrDefault(site, Map.of()).values().stream().map(Known::doubt);
    }
}
