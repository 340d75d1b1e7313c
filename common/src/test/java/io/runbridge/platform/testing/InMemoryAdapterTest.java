package io.runbridge.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.schemas.JobType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class InMemoryAdapterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final StartRun START =
            new StartRun("r-1", JobType.SYNAPSE_PIPELINE, "ingest", List.of(), Optional.empty());

    private final InMemoryAdapter adapter =
            new InMemoryAdapter(JobType.SYNAPSE_PIPELINE, Settlement.LISTING, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldStartARunAndCancelIt() {
        // given
        String runId = success(adapter.start(START, () -> true)).runId();
        RunRef run = new RunRef(JobType.SYNAPSE_PIPELINE, "ingest", runId);

        // when
        success(adapter.cancel(run));

        // then
        adapter.observe(List.of(run), (seen, answer) -> assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Success.class,
                        s -> assertThat(s.value().toString()).contains("CANCELLED")));
        assertThat(adapter.starts()).containsExactly(START);
        assertThat(adapter.cancels()).containsExactly(run);
    }

    @Test
    void shouldFindTheRunOfALostStart() {
        // given
        adapter.loseStartAnswer();

        // when
        Answer<StartedRun> answer = get(adapter.start(START, () -> true));

        // then
        assertThat(answer).isInstanceOf(Answer.Failed.class);
        assertThat(success(adapter.lookUp(Set.of("ingest"), NOW))).hasSize(1);
    }

    @Test
    void shouldNotSendIfTheLeaseLapsed() {
        // when
        Answer<StartedRun> answer = get(adapter.start(START, () -> false));

        // then
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.failure().category())
                .isEqualTo(FailureCategory.UNAVAILABLE));
        assertThat(adapter.starts()).isEmpty();
    }

    @Test
    void shouldHoldAnAnswerUntilTheTestCompletesIt() {
        // given
        CompletableFuture<Answer<StartedRun>> held = adapter.holdStart();
        CompletionStage<Answer<StartedRun>> pending = adapter.start(START, () -> true);

        // when
        held.complete(Answer.success(new StartedRun("late", Optional.empty())));

        // then
        assertThat(success(pending).runId()).isEqualTo("late");
    }

    private static <T> T success(CompletionStage<Answer<T>> stage) {
        assertThat(get(stage)).isInstanceOf(Answer.Success.class);
        return ((Answer.Success<T>) get(stage)).value();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
