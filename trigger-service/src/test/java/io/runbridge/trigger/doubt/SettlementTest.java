package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Finding;
import io.runbridge.trigger.ledger.FindingKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {

    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final long CLAIMED = 1_000_000;
    private static final long EARLY = CLAIMED + 5_000;
    private static final long LATE = CLAIMED + 10_000;
    private static final Map<String, String> EQUAL = Map.of("day", "1");

    /** Doubts and unowned runs, whether nobody else starts the job, whether the settle time has passed. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, true, false, ''",
        "1, 0, true, true, 'r1 NOT_STARTED'",
        "1, 0, false, true, 'r1 NOT_STARTED'",
        "1, 1, true, false, 'r1 FOUND'",
        "1, 1, true, true, 'r1 FOUND'",
        "1, 1, false, false, ''",
        "1, 1, false, true, 'r1 UNDECIDABLE'",
        "1, 2, true, false, ''",
        "1, 2, true, true, 'r1 UNDECIDABLE'",
        "2, 1, true, false, 'r1 FOUND'",
        "2, 1, true, true, 'r1 FOUND, r2 NOT_STARTED'",
        "2, 2, true, false, 'r1 FOUND, r2 FOUND'",
    })
    void shouldSettleByCount(int doubts, int runs, boolean exclusive, boolean settled, String findings) {
        List<Finding> found = settlement(exclusive)
                .settle(
                        IntStream.rangeClosed(1, doubts)
                                .mapToObj(i -> doubt("r" + i, EQUAL))
                                .toList(),
                        IntStream.rangeClosed(1, runs)
                                .mapToObj(i -> run("run" + i, EQUAL, CLAIMED))
                                .toList(),
                        at(settled ? LATE : EARLY));

        assertThat(String.join(
                        ", ",
                        found.stream()
                                .map(f -> f.getRequestId() + " " + f.getKind())
                                .toList()))
                .isEqualTo(findings);
    }

    @ParameterizedTest
    @CsvSource({"-1001, NOT_STARTED", "-1000, FOUND", "0, FOUND"})
    void shouldNotTakeARunThatIsOlderThanTheClaim(long createdAfterClaim, String kind) {
        FoundRun run = run("run1", EQUAL, CLAIMED + createdAfterClaim);

        assertThat(settlement(true).settle(List.of(doubt("r1", EQUAL)), List.of(run), at(LATE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.getKind()).hasToString(kind));
    }

    @Test
    void shouldGuessNothingWhereARunMatchesDifferentStarts() {
        List<Finding> findings = settlement(true)
                .settle(
                        List.of(doubt("r1", Map.of()), doubt("r2", EQUAL)),
                        List.of(run("run1", EQUAL, CLAIMED)),
                        at(LATE));

        assertThat(findings).hasSize(2).allSatisfy(f -> assertThat(f.getKind()).hasToString("UNDECIDABLE"));
    }

    @Test
    void shouldAdoptForTheOldestFirst() {
        Doubt later = Doubt.newBuilder(doubt("r1", EQUAL)).setSince(CLAIMED + 1).build();

        List<Finding> findings = settlement(true)
                .settle(List.of(later, doubt("r2", EQUAL)), List.of(run("run1", EQUAL, CLAIMED)), at(EARLY));

        assertThat(findings).extracting(Finding::getRequestId).containsExactly("r2");
    }

    @Test
    void shouldNotBelieveNotStartedWhileTheStartOfASpentDoubtMayStillAppear() {
        // r2 took the run of r1 at once; its own start may still land and then be the one that r1 lacks
        Doubt spent = Doubt.newBuilder(doubt("r2", EQUAL))
                .setSince(CLAIMED + 5_000)
                .setSpent(true)
                .build();
        List<Doubt> doubts = List.of(doubt("r1", EQUAL), spent);

        assertThat(settlement(true).settle(doubts, List.of(), at(LATE + 4_999))).isEmpty();
        assertThat(settlement(true).settle(doubts, List.of(), at(LATE + 5_000)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.getKind()).isEqualTo(FindingKind.NOT_STARTED));
    }

    /** What the listing shows of the lost start's one parameter, day=1. */
    @ParameterizedTest
    @CsvSource({"day, 1, FOUND", "day, 2, NOT_STARTED", "other, 1, UNDECIDABLE"})
    void shouldRuleARunOutByADifferentValueOnly(String name, String value, FindingKind kind) {
        FoundRun run = run("run1", Map.of(name, value), CLAIMED);

        assertThat(settlement(true).settle(List.of(doubt("r1", EQUAL)), List.of(run), at(LATE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.getKind()).isEqualTo(kind));
    }

    @Test
    void shouldHoldBackNotStartedOnlyForDoubtsThatTheTakenRunMayHaveComeFrom() {
        // created when the start of r1 could not appear any more, even by a clock that is a second ahead
        Doubt spent = Doubt.newBuilder(doubt("r2", EQUAL))
                .setSince(CLAIMED + 60_000)
                .setSpent(true)
                .setSpentOn(LATE + 1_001)
                .build();

        assertThat(settlement(true).settle(List.of(doubt("r1", EQUAL), spent), List.of(), at(LATE)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.getKind()).isEqualTo(FindingKind.NOT_STARTED));
    }

    /** Markers of the runs that match a start marked r1, and whether the settle time has passed. */
    @ParameterizedTest
    @CsvSource({
        "r1, false, 'FOUND run1'",
        "r1 r2, false, 'FOUND run1'",
        "r1 -, false, 'FOUND run1'",
        "r1 r1, false, ''",
        "r1 r1, true, 'UNDECIDABLE run1 run2'",
        "r2, false, ''",
        "r2, true, 'NOT_STARTED'",
        "-, false, ''",
        "-, true, 'UNDECIDABLE run1'",
    })
    void shouldTellByTheMarkerEvenWhereOthersStartTheJobToo(String markers, boolean settled, String expected) {
        List<FoundRun> runs = new ArrayList<>();
        for (String marker : markers.split(" ", -1)) {
            runs.add(marked("run" + (runs.size() + 1), marker));
        }

        List<Finding> findings = settlement(false).settle(List.of(marking("r1")), runs, at(settled ? LATE : EARLY));

        assertThat(String.join(
                        ",",
                        findings.stream()
                                .map(f -> (f.getKind() + " " + String.join(" ", f.getRunIds())).strip())
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void shouldGiveEachOfManyEqualStartsItsOwnRun() {
        List<Finding> findings = settlement(false)
                .settle(
                        List.of(marking("r1"), marking("r2"), marking("r3")),
                        List.of(marked("run1", "r3"), marked("run2", "r1")),
                        at(LATE));

        assertThat(findings)
                .extracting(f -> f.getRequestId() + " " + f.getKind() + " " + f.getRunIds())
                .containsExactly("r1 FOUND [run2]", "r3 FOUND [run1]", "r2 NOT_STARTED []");
    }

    private static Doubt marking(String requestId) {
        return Doubt.newBuilder(doubt(requestId, EQUAL)).setMarker(requestId).build();
    }

    private static FoundRun marked(String runId, String marker) {
        Optional<String> shown = Optional.of(marker).filter(text -> !text.equals("-"));
        return new FoundRun("job", runId, EQUAL, shown, Instant.ofEpochMilli(CLAIMED));
    }

    private static Predicate<Doubt> at(long listedAt) {
        return doubt -> listedAt >= doubt.getSince() + SETTLE.toMillis();
    }

    private static Settlement settlement(boolean exclusive) {
        return new Settlement(exclusive, SETTLE, Duration.ofSeconds(1));
    }

    private static Doubt doubt(String requestId, Map<String, String> echo) {
        return Doubt.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setJobType("SYNAPSE_PIPELINE")
                .setExternalId("job")
                .setEcho(echo)
                .setClaimedAt(CLAIMED)
                .setSince(CLAIMED)
                .build();
    }

    private static FoundRun run(String runId, Map<String, String> parameters, long createdAt) {
        return new FoundRun("job", runId, parameters, Optional.empty(), Instant.ofEpochMilli(createdAt));
    }
}
