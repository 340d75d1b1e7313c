package io.runbridge.acceptance.campaign.oracle;

import static io.runbridge.acceptance.campaign.oracle.Pages.activity;
import static io.runbridge.acceptance.campaign.oracle.Pages.inDoubt;
import static io.runbridge.acceptance.campaign.oracle.Pages.outcome;
import static io.runbridge.acceptance.campaign.oracle.Pages.refusedStart;
import static io.runbridge.acceptance.campaign.oracle.Pages.running;
import static io.runbridge.acceptance.campaign.oracle.Pages.started;
import static io.runbridge.acceptance.campaign.oracle.Pages.status;
import static io.runbridge.acceptance.campaign.oracle.Pages.succeeded;
import static io.runbridge.acceptance.campaign.oracle.Pages.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.Outcome;
import io.runbridge.schemas.Status;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to break a promise is counted, under the right name and as often as it was broken; what is legal is not. */
class OracleTest {
    private static final Poisoned POISON = new Poisoned("run-requests", 0, 7);

    /** One state of the ledgers, and what must be counted. */
    private record Case(String name, Pages pages, int lost, int doubled, int wrong) {
        static Case good(String name, Pages pages) {
            return new Case(name, pages, 0, 0, 0);
        }

        static Case lost(String name, Pages pages) {
            return new Case(name, pages, 1, 0, 0);
        }

        static Case doubled(String name, int count, Pages pages) {
            return new Case(name, pages, 0, count, 0);
        }

        static Case wrong(String name, Pages pages) {
            return new Case(name, pages, 0, 0, 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Pages pages() {
        return new Pages();
    }

    static Stream<Case> shouldCountWhatIsBroken() {
        return Stream.of(good(), lostOrDoubled(), orders(), truths(), cancels(), poison())
                .flatMap(List::stream);
    }

    private static List<Case> good() {
        return List.of(
                Case.good("a run that ended well", pages().asked("a").whole("a", "1")),
                Case.good("nothing asked", pages()),
                Case.good(
                        "identical requests with a run each",
                        pages().asked("a", "b").whole("a", "1").whole("b", "2")),
                Case.good(
                        "undecided, with candidates",
                        pages().asked("a").run("1", "Succeeded").told("a", inDoubt("a", 0, "1"))),
                Case.good("refused for a reason", pages().asked("a").refused(1).told("a", refusedStart("a", 0))),
                Case.good(
                        "a run that goes on",
                        pages().asked("a").run("1", "InProgress").told("a", started("a", "1"), running("a", 0))));
    }

    private static List<Case> lostOrDoubled() {
        return List.of(
                Case.lost("nothing published", pages().asked("a")),
                Case.lost("only a wait published", pages().asked("a").told("a", waiting("a", 0))),
                Case.lost("a doubt without an end", pages().asked("a").told("a", inDoubt("a", 0))),
                Case.doubled(
                        "a run more than asked",
                        1,
                        pages().asked("a").whole("a", "1").run("2", "Succeeded")),
                Case.doubled(
                        "two runs more than asked in a group",
                        2,
                        pages().asked("a", "b")
                                .whole("a", "1")
                                .whole("b", "2")
                                .run("3", "Succeeded")
                                .run("4", "Succeeded")),
                Case.doubled("a run that nobody asked for", 1, pages().run("1", "Succeeded")),
                Case.doubled(
                        "a run of a request that says it has none",
                        1,
                        pages().asked("a").refused(1).run("1", "Succeeded").told("a", refusedStart("a", 0))),
                Case.doubled(
                        "published as started twice",
                        1,
                        pages().asked("a", "b")
                                .run("1", "Succeeded")
                                .run("2", "Succeeded")
                                .refused(1)
                                .told("a", started("a", "1"), started("a", "2"), running("a", 0), succeeded("a", 1))
                                .told("b", inDoubt("b", 0, "2"))),
                Case.wrong(
                        "one run for two requests",
                        pages().asked("a", "b")
                                .whole("a", "1")
                                .told("b", started("b", "1"), running("b", 0), succeeded("b", 1))));
    }

    private static List<Case> orders() {
        return List.of(
                Case.wrong("a gap", ended(running("a", 0), succeeded("a", 2))),
                Case.wrong("a repetition", ended(running("a", 0), waiting("a", 0), succeeded("a", 2))),
                Case.wrong("equal neighbours", ended(running("a", 0), running("a", 1), succeeded("a", 2))),
                Case.wrong(
                        "an activity twice",
                        pages().asked("a")
                                .run("1", "Succeeded")
                                .told(
                                        "a",
                                        new Told(
                                                List.of(started("a", "1")),
                                                List.of(running("a", 0), succeeded("a", 1)),
                                                List.of(running("a", 0), succeeded("a", 1)),
                                                List.of(),
                                                List.of(activity("a", 1), activity("a", 2), activity("a", 1))))),
                Case.wrong("something behind the end", ended(succeeded("a", 0), status("a", 1, Status.SUCCESS, null))),
                Case.wrong(
                        "run-status ends otherwise than run-history",
                        pages().asked("a")
                                .run("1", "Succeeded")
                                .told(
                                        "a",
                                        new Told(
                                                List.of(started("a", "1")),
                                                List.of(running("a", 0), succeeded("a", 1)),
                                                List.of(running("a", 0)),
                                                List.of()))));
    }

    private static List<Case> truths() {
        return List.of(
                Case.wrong(
                        "a word that was never shown", ended(status("a", 0, Status.RUNNING, "Odd"), succeeded("a", 1))),
                Case.wrong(
                        "a word that is shown only after a cancel",
                        ended(status("a", 0, Status.RUNNING, "Canceling"), succeeded("a", 1))),
                Case.wrong(
                        "an end that is not the platform's",
                        ended(running("a", 0), status("a", 1, Status.FAILED, "Succeeded"))),
                Case.wrong("no end although the platform's is there", ended(running("a", 0))),
                Case.wrong(
                        "an end while the run goes on",
                        pages().asked("a")
                                .run("1", "InProgress")
                                .told("a", started("a", "1"), running("a", 0), status("a", 1, Status.SUCCESS, null))),
                Case.wrong(
                        "a run that does not exist",
                        pages().asked("a").told("a", started("a", "1"), running("a", 0), succeeded("a", 1))),
                Case.wrong("refused without a reason", pages().asked("a").told("a", refusedStart("a", 0))),
                Case.wrong(
                        "cancelled by nobody", pages().asked("a").told("a", status("a", 0, Status.CANCELLED, null))));
    }

    private static List<Case> cancels() {
        Pages ended = ended(running("a", 0), succeeded("a", 1), outcome("a", "c", Outcome.TOO_LATE));
        return List.of(
                Case.good("too late", ended.cancelled("a", "c")),
                Case.good(
                        "never started",
                        pages().asked("a")
                                .cancelled("a", "c")
                                .told(
                                        "a",
                                        status("a", 0, Status.CANCELLED, null),
                                        outcome("a", "c", Outcome.NOT_STARTED))),
                Case.good(
                        "a cancel that waits with its undecided request",
                        pages().asked("a").cancelled("a", "c").told("a", inDoubt("a", 0, "1"))),
                Case.wrong(
                        "no outcome", ended(running("a", 0), succeeded("a", 1)).cancelled("a", "c")),
                Case.wrong(
                        "only accepted",
                        ended(running("a", 0), succeeded("a", 1), outcome("a", "c", Outcome.ACCEPTED))
                                .cancelled("a", "c")),
                Case.wrong(
                        "two final outcomes",
                        ended(
                                        running("a", 0),
                                        succeeded("a", 1),
                                        outcome("a", "c", Outcome.REFUSED),
                                        outcome("a", "c", Outcome.TOO_LATE))
                                .cancelled("a", "c")),
                Case.wrong(
                        "accepted behind the final one",
                        ended(
                                        running("a", 0),
                                        succeeded("a", 1),
                                        outcome("a", "c", Outcome.TOO_LATE),
                                        outcome("a", "c", Outcome.ACCEPTED))
                                .cancelled("a", "c")),
                Case.wrong(
                        "confirmed, but ended well",
                        ended(running("a", 0), succeeded("a", 1), outcome("a", "c", Outcome.CONFIRMED))
                                .cancelled("a", "c")),
                Case.wrong(
                        "not started, but it was",
                        ended(running("a", 0), succeeded("a", 1), outcome("a", "c", Outcome.NOT_STARTED))
                                .cancelled("a", "c")));
    }

    private static List<Case> poison() {
        return List.of(
                Case.good("one dead letter", pages().poisoned(POISON).deadLetters(POISON, 1)),
                Case.wrong("no dead letter", pages().poisoned(POISON)),
                Case.wrong("two dead letters", pages().poisoned(POISON).deadLetters(POISON, 2)),
                Case.wrong("a dead letter of a good record", pages().deadLetters(POISON, 1)));
    }

    /** A request whose run has ended well, with these records. */
    private static Pages ended(Object... records) {
        Object[] all =
                Stream.concat(Stream.of(started("a", "1")), Stream.of(records)).toArray();
        return pages().asked("a").run("1", "Succeeded").told("a", all);
    }

    @ParameterizedTest
    @MethodSource
    void shouldCountWhatIsBroken(Case given) {
        Ledgers ledgers = given.pages.ledgers();

        List<Breach> breaches = Stream.concat(Oracle.lost(ledgers).stream(), Oracle.wrong(ledgers).stream())
                .toList();

        assertThat(Oracle.count(breaches, Breach.Kind.LOST)).as("%s", breaches).isEqualTo(given.lost);
        assertThat(Oracle.count(breaches, Breach.Kind.DOUBLED))
                .as("%s", breaches)
                .isEqualTo(given.doubled);
        assertThat(Oracle.count(breaches, Breach.Kind.WRONG_STATUS))
                .as("%s", breaches)
                .isEqualTo(given.wrong);
    }
}
