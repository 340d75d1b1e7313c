package io.runbridge.trigger.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.FoundRun;
import io.runbridge.trigger.ledger.Doubt;
import io.runbridge.trigger.ledger.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementTest {

    private static final Map<String, String> DAY_1 = Map.of("day", "1");
    private static final long SETTLE = 120_000;

    private final Settlement exclusive = new Settlement(true, Duration.ofMillis(SETTLE), Duration.ofSeconds(60));

    @Test
    void shouldAdoptAtOnceTheOldestFirst() {
        List<Doubt> doubts = List.of(doubt("late", 20_000, DAY_1), doubt("early", 10_000, DAY_1));

        List<Finding> findings = exclusive.settle(doubts, List.of(run("x", DAY_1)), 21_000);

        assertThat(texts(findings)).containsExactly("early FOUND [x]");
    }

    @Test
    void shouldBelieveNotStartedOnlyAfterTheSettleTime() {
        List<Doubt> doubts = List.of(doubt("r", 10_000, DAY_1));

        assertThat(exclusive.settle(doubts, List.of(), 10_000 + SETTLE - 1)).isEmpty();
        assertThat(texts(exclusive.settle(doubts, List.of(), 10_000 + SETTLE))).containsExactly("r NOT_STARTED []");
    }

    @Test
    void shouldNotBelieveNotStartedWhileTheStartOfASpentDoubtMayStillAppear() {
        // "new" took the run of "old" at once; its own start may still land and then be the one that "old" lacks
        Doubt spent =
                Doubt.newBuilder(doubt("new", 50_000, DAY_1)).setSpent(true).build();
        List<Doubt> doubts = List.of(doubt("old", 10_000, DAY_1), spent);

        assertThat(exclusive.settle(doubts, List.of(), 50_000 + SETTLE - 1)).isEmpty();
        assertThat(texts(exclusive.settle(doubts, List.of(), 50_000 + SETTLE))).containsExactly("old NOT_STARTED []");
    }

    @Test
    void shouldNotDecideIfMoreRunsExistThanStartsWereLost() {
        List<FoundRun> runs = List.of(run("x", DAY_1), run("y", DAY_1));
        List<Doubt> doubts = List.of(doubt("r", 0, DAY_1));

        assertThat(exclusive.settle(doubts, runs, SETTLE - 1)).isEmpty();
        assertThat(texts(exclusive.settle(doubts, runs, SETTLE))).containsExactly("r UNDECIDABLE [x, y]");
    }

    @Test
    void shouldNotDecideIfOthersMayStartTheJob() {
        Settlement shared = new Settlement(false, Duration.ofMillis(SETTLE), Duration.ofSeconds(60));
        List<Doubt> doubts = List.of(doubt("r", 0, DAY_1));

        assertThat(texts(shared.settle(doubts, List.of(run("x", DAY_1)), SETTLE)))
                .containsExactly("r UNDECIDABLE [x]");
        assertThat(texts(shared.settle(doubts, List.of(), SETTLE))).containsExactly("r NOT_STARTED []");
    }

    @Test
    void shouldNotDecideIfARunMatchesStartsWithDifferentParameters() {
        List<Doubt> doubts = List.of(doubt("plain", 0, Map.of()), doubt("day", 0, DAY_1));

        assertThat(texts(exclusive.settle(doubts, List.of(run("x", DAY_1)), SETTLE)))
                .containsExactly("day UNDECIDABLE [x]", "plain UNDECIDABLE [x]");
    }

    @Test
    void shouldNotDecideIfARunDoesNotShowAParameterThatWasSent() {
        List<Doubt> doubts = List.of(doubt("r", 0, DAY_1));

        assertThat(texts(exclusive.settle(doubts, List.of(run("x", Map.of())), SETTLE)))
                .containsExactly("r UNDECIDABLE [x]");
    }

    @Test
    void shouldTellParametersApart() {
        List<Doubt> doubts = List.of(doubt("r", 0, DAY_1));

        assertThat(texts(exclusive.settle(doubts, List.of(run("x", Map.of("day", "2"))), SETTLE)))
                .containsExactly("r NOT_STARTED []");
        assertThat(texts(exclusive.settle(doubts, List.of(run("x", Map.of("day", "1", "retries", "3"))), SETTLE)))
                .containsExactly("r FOUND [x]");
    }

    @Test
    void shouldPassOverRunsThatAreOlderThanTheClaim() {
        Doubt doubt = doubt("r", 500_000, DAY_1);

        List<Finding> findings = exclusive.settle(List.of(doubt), List.of(run("x", DAY_1)), 500_000 + SETTLE);

        assertThat(texts(findings)).containsExactly("r NOT_STARTED []");
    }

    private static List<String> texts(List<Finding> findings) {
        return findings.stream()
                .map(f -> f.getRequestId() + " " + f.getKind() + " " + f.getRunIds())
                .sorted()
                .toList();
    }

    private static Doubt doubt(String requestId, long since, Map<String, String> echo) {
        return Doubt.newBuilder()
                .setRequestId(requestId)
                .setAttempt(1)
                .setJobType("SYNAPSE_PIPELINE")
                .setExternalId("ingest")
                .setEcho(echo)
                .setClaimedAt(since)
                .setSince(since)
                .build();
    }

    private static FoundRun run(String runId, Map<String, String> parameters) {
        return new FoundRun("ingest", runId, parameters, Instant.ofEpochMilli(1_000));
    }
}
