package io.runbridge.poller;

import static io.runbridge.poller.PollerBench.seen;
import static io.runbridge.poller.PollerBench.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.Observation;
import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryTest {

    private final PollerBench bench = new PollerBench();

    @AfterEach
    void close() {
        bench.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldWriteMonotoneHistoriesWhateverThePlatformSays(long seed) {
        // given
        Random random = new Random(seed);
        Map<String, Integer> firstSequence = new HashMap<>();
        // when
        for (int i = 0; i < 200; i++) {
            String run = String.valueOf(random.nextInt(12));
            firstSequence.putIfAbsent("q" + run, random.nextInt(3));
            bench.start(started("q" + run, "r" + run)
                    .setNextSequence(firstSequence.get("q" + run))
                    .build());
            bench.jobs().report("r" + random.nextInt(12), anything(random));
            bench.advance(Duration.ofMillis(500 + random.nextInt(4_000)));
        }
        // then
        Map<String, List<RunStatus>> histories = new HashMap<>();
        bench.history().forEach(status -> histories
                .computeIfAbsent(status.getRequestId(), id -> new ArrayList<>())
                .add(status));
        assertThat(histories).isNotEmpty();
        histories.forEach((requestId, history) -> assertMonotone(history, firstSequence.get(requestId)));
    }

    private Answer<Observation> anything(Random random) {
        int kind = random.nextInt(20);
        if (kind < 3) {
            FailureCategory[] categories = FailureCategory.values();
            FailureCategory category = categories[random.nextInt(categories.length)];
            return Answer.failed(Failure.of(category, "CODE", "It does not work"));
        }
        Status status = kind < 5
                ? List.of(Status.SUCCESS, Status.FAILED, Status.CANCELLED).get(random.nextInt(3))
                : List.of(Status.STARTING, Status.RUNNING, Status.UNKNOWN).get(random.nextInt(3));
        Instant freshAt = bench.now().minusMillis(random.nextInt(8_000));
        return Answer.success(seen(status, "WORD" + random.nextInt(2), freshAt));
    }

    private static void assertMonotone(List<RunStatus> history, long firstSequence) {
        for (int i = 0; i < history.size(); i++) {
            RunStatus status = history.get(i);
            assertThat(status.getSequence()).isEqualTo(firstSequence + i);
            assertThat(status.getTerminal() && i < history.size() - 1).isFalse();
            if (i > 0) {
                assertThat(triple(status)).isNotEqualTo(triple(history.get(i - 1)));
            }
        }
    }

    private static List<String> triple(RunStatus status) {
        return List.of(
                status.getStatus().name(),
                Objects.toString(status.getPlatformStatus()),
                Objects.toString(status.getMessage()));
    }
}
