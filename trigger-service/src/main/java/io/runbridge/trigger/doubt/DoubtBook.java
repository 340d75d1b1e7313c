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

    private final DoubtStores stores;
    private final Map<Site, Map<String, Doubt>> doubts = new LinkedHashMap<>();

    DoubtBook(DoubtStores stores) {
        this.stores = stores;
        stores.forEachDoubt(this::remember);
    }

    private void remember(String platform, Doubt doubt) {
        doubts.computeIfAbsent(new Site(platform, doubt.getJobType()), s -> new LinkedHashMap<>())
                .put(doubt.getRequestId(), doubt);
    }

    /** Adds the doubt, or puts it in place of what was known of its request. */
    void keep(String platform, Doubt doubt) {
        stores.open(platform, doubt);
        remember(platform, doubt);
    }

    void forget(Site site, String requestId) {
        stores.close(site.platform(), requestId);
        Map<String, Doubt> known = doubts.getOrDefault(site, Map.of());
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
        return Optional.ofNullable(doubts.getOrDefault(site, Map.of()).get(requestId));
    }

    /** Those that wait for a decision. */
    List<Doubt> open(Site site) {
        return all(site)
                .filter(doubt -> !doubt.getSpent() && !doubt.getRefuted())
                .toList();
    }

    /** Open and spent ones about one job, which count when it is decided. */
    List<Doubt> counting(Site site, String job) {
        return all(site)
                .filter(doubt ->
                        !doubt.getRefuted() && site.job(doubt.getExternalId()).equals(job))
                .toList();
    }

    /** Refuted ones that were in doubt since that moment or earlier. */
    List<Doubt> refuted(Site site, long sinceAtMost) {
        return all(site)
                .filter(doubt -> doubt.getRefuted() && doubt.getSince() <= sinceAtMost)
                .toList();
    }

    private Stream<Doubt> all(Site site) {
        return doubts.getOrDefault(site, Map.of()).values().stream();
    }
}
