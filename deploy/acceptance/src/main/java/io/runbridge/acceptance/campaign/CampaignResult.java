package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.acceptance.campaign.oracle.Breach;
import io.runbridge.acceptance.campaign.oracle.Ledgers;
import io.runbridge.acceptance.campaign.oracle.Oracle;
import io.runbridge.acceptance.campaign.oracle.Told;
import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What came of a campaign. Immutable, any thread.
 *
 * @param breaches every broken promise
 * @param kills how many instances ended as by kill -9
 */
public record CampaignResult(
        CampaignOptions options, Ledgers ledgers, List<Breach> breaches, List<Tally> tallies, int kills) {

    /** The only way in which the doubt of a request for such a job is settled is that its start is sent again. */
    private static final Set<JobType> BY_TOKEN = Set.of(JobType.DATABRICKS_JOB, JobType.DATABRICKS_WORKFLOW);

    public CampaignResult {
        breaches = List.copyOf(breaches);
        tallies = List.copyOf(tallies);
    }

    /** Requests of which neither run nor end was published. */
    public int lost() {
        return Oracle.count(breaches, Breach.Kind.LOST);
    }

    /** Runs beyond what was asked. */
    public int doubled() {
        return Oracle.count(breaches, Breach.Kind.DOUBLED);
    }

    /** Histories that are not true or not in order. */
    public int wrongStatus() {
        return Oracle.count(breaches, Breach.Kind.WRONG_STATUS);
    }

    /** Runs that were found and not answered for. */
    public int adopted() {
        return count(asked -> true, Told::adopted);
    }

    /** Starts that were made again: shown not to have happened, or with their token. */
    public int resent() {
        return resent(asked -> true);
    }

    /** What went wrong in the phases themselves. */
    public List<String> failures() {
        return tallies.stream().flatMap(tally -> tally.failures().stream()).toList();
    }

    /** Whether every promise held, and the faults did what they are there for. */
    public boolean passed() {
        boolean doubtSettled = !options.makesDoubt() || (adopted() > 0 && resent() > 0);
        return breaches.isEmpty() && failures().isEmpty() && doubtSettled;
    }

    int adopted(Predicate<Asked> which) {
        return count(which, Told::adopted);
    }

    int undecided(Predicate<Asked> which) {
        return count(which, Told::undecided);
    }

    int requests(Predicate<Asked> which) {
        return count(which, told -> true);
    }

    int resent(Predicate<Asked> which) {
        return sum(which, told -> told.madeAgain())
                + sum(
                        asked -> which.test(asked) && byToken(asked),
                        told -> told.doubted() && told.hasStarted() ? 1 : 0);
    }

    private static boolean byToken(Asked asked) {
        return BY_TOKEN.contains(asked.jobType());
    }

    private int count(Predicate<Asked> which, Predicate<Told> what) {
        return sum(which, told -> what.test(told) ? 1 : 0);
    }

    private int sum(Predicate<Asked> which, ToIntFunction<Told> value) {
        return ledgers.asked().stream()
                .filter(which)
                .mapToInt(asked -> value.applyAsInt(ledgers.of(asked.requestId())))
                .sum();
    }

    /** The line by which a campaign is judged. */
    public String line() {
        long identical = ledgers.groups().values().stream()
                .filter(group -> group.size() > 1)
                .flatMap(List::stream)
                .count();
        long lookUps = tallies.stream().mapToLong(Tally::lookUps).sum();
        return Stream.of(
                        "requests=" + ledgers.asked().size(),
                        "starts=" + ledgers.runs().size(),
                        "lost=" + lost(),
                        "doubled=" + doubled(),
                        "wrong_status=" + wrongStatus(),
                        "identical=" + identical,
                        "adopted=" + adopted(),
                        "resent=" + resent(),
                        "lookups=" + lookUps,
                        "undecided=" + undecided(asked -> true),
                        "kills=" + kills,
                        "seed=" + options.seed())
                .reduce((left, right) -> left + " " + right)
                .orElseThrow();
    }
}
