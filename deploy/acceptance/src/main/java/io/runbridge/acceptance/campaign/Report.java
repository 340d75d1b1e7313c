package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.acceptance.campaign.oracle.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Prints what the faults did, one row each, and the campaign's last line. */
final class Report {
    private static final String ROW = "%-10s %9s %6s %9s %8s %7s %8s %10s %7s  %s";

    private Report() {}

    static void print(CampaignResult result, Consumer<String> out) {
        out.accept(String.format(
                Locale.ROOT,
                ROW,
                "fault",
                "injected",
                "kills",
                "requests",
                "adopted",
                "resent",
                "look-ups",
                "undecided",
                "took",
                "take-over (served again after)"));
        for (Tally tally : result.tallies()) {
            Predicate<Asked> own = asked -> asked.phase().startsWith(tally.phase());
            out.accept(String.format(
                    Locale.ROOT,
                    ROW,
                    tally.phase(),
                    tally.injectedCount(),
                    tally.kills(),
                    result.requests(own),
                    result.adopted(own),
                    result.resent(own),
                    tally.lookUps(),
                    result.undecided(own),
                    tally.took().toSeconds() + " s",
                    takeOver(tally.takeOvers())));
        }
        out.accept(result.line());
    }

    private static String takeOver(List<Duration> sorted) {
        if (sorted.isEmpty()) {
            return "";
        }
        return "median %s, longest %s"
                .formatted(seconds(sorted.get(sorted.size() / 2)), seconds(sorted.get(sorted.size() - 1)));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
