package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Breaker.State;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.testing.InMemoryAdapter;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.PlatformSettings;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.JobType;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {

    private static final RunRef RUN = new RunRef(JobType.DATABRICKS_JOB, "42", "7");
    private static final Failure OUTAGE = Failure.of(FailureCategory.UNAVAILABLE, "X", "the platform is down");

    private final InMemoryAdapter inner =
            new InMemoryAdapter(JobType.DATABRICKS_JOB, Settlement.TOKEN, Clock.systemUTC());
    private long nanos = 5;
    private final PlatformConfig config = PlatformSettings.of(
            PlatformType.DATABRICKS,
            URI.create("https://dbx.test"),
            Map.of("breaker.window", "4", "breaker.open-for", "10s", "breaker.probes", "2"));
    private final Platform platform = new Platform("lake", config, Map.of(JobType.DATABRICKS_JOB, inner), () -> nanos);
    private final RunAdapter adapter = platform.adapters().get(JobType.DATABRICKS_JOB);
    private final Breaker start = platform.breakers().start();

    @ParameterizedTest
    @EnumSource(FailureCategory.class)
    void shouldOpenForWhatTellsOfAnOutageOnly(FailureCategory category) {
        // given
        boolean outage = category == FailureCategory.UNAVAILABLE || category == FailureCategory.UNKNOWN_OUTCOME;
        // when
        startFour(Failure.of(category, "X", "no"));
        // then
        assertThat(start.state()).isEqualTo(outage ? State.OPEN : State.CLOSED);
        assertThat(start.room()).isEqualTo(outage ? 0 : Integer.MAX_VALUE);
    }

    @Test
    void shouldNotCountAStartThatWasNotSentForItsLease() {
        // when
        startFour(Failure.of(FailureCategory.UNAVAILABLE, Failure.LEASE_LAPSED, "not sent"));
        // then
        assertThat(start.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldDecideNothingByFewerCallsThanItsWindow() {
        // when
        for (int i = 0; i < 3; i++) {
            inner.answerStart(Answer.failed(OUTAGE));
            start();
        }
        // then
        assertThat(start.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldSendNothingWhileItIsOpenAndSayThatItDidNot() {
        // given
        startFour(OUTAGE);
        // when
        Failure failure = LocalPlatform.failure(start());
        // then
        assertThat(inner.starts()).hasSize(4);
        assertThat(failure.category().certainlyNotExecuted()).isTrue();
        assertThat(failure.code()).isEqualTo(Breaker.OPEN_CODE);
        assertThat(failure.message()).contains("It was not sent", "lake", "the platform is down");
        assertThat(start.reason()).contains("platform lake does not answer: the platform is down");
    }

    @Test
    void shouldLetProbesPassAfterItsWaitAndCloseIfTheyAreAnswered() {
        // given
        startFour(OUTAGE);
        nanos += Duration.ofSeconds(11).toNanos();
        // when
        assertThat(start.room()).isEqualTo(2);
        assertThat(start.state()).isEqualTo(State.HALF_OPEN);
        CompletableFuture<Answer<StartedRun>> first = inner.holdStart();
        CompletableFuture<Answer<StartedRun>> second = inner.holdStart();
        start();
        start();
        Failure third = LocalPlatform.failure(start());
        // then
        assertThat(start.room()).isZero();
        assertThat(third.code()).isEqualTo(Breaker.OPEN_CODE);
        first.complete(Answer.success(new StartedRun("1", Optional.empty())));
        second.complete(Answer.failed(Failure.of(FailureCategory.REJECTED, "X", "no")));
        assertThat(start.state()).isEqualTo(State.CLOSED);
        assertThat(start.reason()).isEmpty();
    }

    @Test
    void shouldOpenAgainIfItsProbesAreNotAnswered() {
        // given
        startFour(OUTAGE);
        nanos += Duration.ofSeconds(11).toNanos();
        // when
        inner.answerStart(Answer.failed(OUTAGE)).answerStart(Answer.failed(OUTAGE));
        start();
        start();
        // then
        assertThat(start.state()).isEqualTo(State.OPEN);
    }

    @Test
    void shouldNotLetALateAnswerDecideAboutItsProbes() {
        // given
        List<CompletableFuture<Answer<StartedRun>>> late = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            late.add(inner.holdStart());
            start();
        }
        startFour(OUTAGE);
        nanos += Duration.ofSeconds(11).toNanos();
        assertThat(start.room()).isEqualTo(2);
        // when
        late.forEach(answer -> answer.complete(Answer.failed(OUTAGE)));
        // then
        assertThat(start.state()).isEqualTo(State.HALF_OPEN);
        assertThat(start.room()).isEqualTo(2);
    }

    @Test
    void shouldGiveAProbeBackThatWasNotSent() {
        // given
        startFour(OUTAGE);
        nanos += Duration.ofSeconds(11).toNanos();
        // when
        for (int i = 0; i < 5; i++) {
            inner.answerStart(Answer.failed(
                    Failure.of(FailureCategory.UNAVAILABLE, Failure.LEASE_LAPSED, "its lease had run out")));
            start();
        }
        // then
        assertThat(start.room()).isEqualTo(2);
    }

    @Test
    void shouldHoldEachKindOfCallByItself() {
        // given
        startFour(OUTAGE);
        // then
        adapter.cancel(RUN);
        assertThat(inner.cancels()).containsExactly(RUN);
        assertThat(platform.breakers().cancel().state()).isEqualTo(State.CLOSED);
        assertThat(platform.breakers().observe().state()).isEqualTo(State.CLOSED);
        assertThat(platform.breakers().lookUp().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void shouldHoldLooksAndAnswerEachOfThem() {
        // given
        inner.report("7", Answer.failed(OUTAGE));
        for (int i = 0; i < 4; i++) {
            look(List.of(RUN));
        }
        // when
        List<Answer<Observation>> answers = look(List.of(RUN, new RunRef(JobType.DATABRICKS_JOB, "42", "8")));
        // then
        assertThat(inner.looks()).hasSize(4);
        assertThat(answers).hasSize(2).allSatisfy(answer -> assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo(Breaker.OPEN_CODE)));
    }

    @Test
    void shouldHoldLookUps() {
        // given
        for (int i = 0; i < 4; i++) {
            inner.answerLookUp(Answer.failed(OUTAGE));
            adapter.lookUp(Set.of("42"), Instant.EPOCH);
        }
        // then
        assertThat(LocalPlatform.failure(adapter.lookUp(Set.of("42"), Instant.EPOCH))
                        .code())
                .isEqualTo(Breaker.OPEN_CODE);
        assertThat(inner.lookUps()).hasSize(4);
    }

    /** A method with a default that is not handed on would quietly lose what the adapter says. */
    @Test
    void shouldHandOnEveryMethodOfTheAdapter() {
        List<String> own = Arrays.stream(ForwardingAdapter.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();

        assertThat(RunAdapter.class.getDeclaredMethods())
                .filteredOn(method -> !method.isSynthetic())
                .extracting(Method::getName)
                .isSubsetOf(own);
    }

    @Test
    void shouldShowItsStateAsAMetric() {
        // given
        MeterRegistry registry = new SimpleMeterRegistry();
        platform.breakers().bindTo(registry, "lake");
        // when
        startFour(OUTAGE);
        // then
        assertThat(registry.get("runbridge.breaker.state")
                        .tags("platform", "lake", "operation", "start")
                        .gauge()
                        .value())
                .isEqualTo(2);
        assertThat(registry.get("runbridge.breaker.state")
                        .tags("platform", "lake", "operation", "cancel")
                        .gauge()
                        .value())
                .isZero();
    }

    private void startFour(Failure failure) {
        for (int i = 0; i < 4; i++) {
            inner.answerStart(Answer.failed(failure));
            start();
        }
    }

    private CompletionStage<Answer<StartedRun>> start() {
        return adapter.start(Starts.of(JobType.DATABRICKS_JOB, "42"), () -> true);
    }

    private List<Answer<Observation>> look(List<RunRef> runs) {
        List<Answer<Observation>> answers = new ArrayList<>();
        adapter.observe(runs, (run, answer) -> answers.add(answer));
        return answers;
    }
}
