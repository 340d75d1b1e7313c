package io.runbridge.platform.testing;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.get;
import static io.runbridge.platform.testing.LocalPlatform.look;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runbridge.platform.Activity;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FailureText;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.Observation;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.RunSurvey.Kind;
import io.runbridge.platform.RunSurvey.Range;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.schemas.Status;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter must do, whatever its platform; a subclass brings the adapter and its platform. */
public abstract class AdapterContract {

    private Site site;

    /** An adapter and the platform behind it. */
    public interface Site extends AutoCloseable {

        RunAdapter adapter();

        /** The survey that shows its runs, if there is one. */
        default Optional<RunSurvey> survey() {
            return Optional.empty();
        }

        /** A start of a job that exists there. */
        StartRun start(String requestId);

        /** A run that does not exist there but could. */
        RunRef unknownRun();

        /** How many runs there are. */
        int runs();

        /** Ends a run well. */
        void end(String runId);

        /** Makes the next run fail soon, with a reason, once something has happened in it. */
        void failNextRun();

        /** Carries the next start out and loses its answer. */
        void loseNextStart();

        @Override
        void close();
    }

    /** A site without runs. */
    protected abstract Site open() throws Exception;

    @BeforeEach
    void openSite() throws Exception {
        site = open();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void shouldStartARunAndSeeItEnd() {
        // given
        RunRef run = started("r-1");
        Observation open = success(look(site.adapter(), run));
        assertThat(open.terminal()).isFalse();
        assertThat(open.activities()).isEmpty();

        // when
        site.end(run.runId());

        // then
        Observation seen = success(look(site.adapter(), run));
        assertThat(seen.status()).isEqualTo(Status.SUCCESS);
        assertThat(seen.platformStatus()).isNotEmpty();
        assertThat(seen.activities()).isEmpty();
        assertThat(site.runs()).isEqualTo(1);
    }

    @Test
    void shouldSayWhatHappenedInARunThatFailedAndWhy() {
        // given
        site.failNextRun();
        RunRef run = started("r-1");

        // when
        Observation seen = await().atMost(Duration.ofSeconds(20))
                .until(() -> success(look(site.adapter(), run)), Observation::terminal);

        // then
        assertThat(seen.status()).isEqualTo(Status.FAILED);
        assertThat(seen.message().filter(FailureText::telling)).isPresent();
        assertThat(seen.activities()).extracting(Activity::status).contains(Status.FAILED);
        assertThat(seen.activities())
                .allSatisfy(activity -> assertThat(activity.name()).isNotEmpty());
    }

    @Test
    void shouldShowRunsInASurveyAsALookDoes() {
        // given
        Optional<RunSurvey> survey = site.survey();
        assumeTrue(survey.isPresent(), "no survey shows these runs");
        RunRef run = started("r-1");
        Range range = survey.get().kind() == Kind.CHANGES
                ? new Range(Optional.of(Instant.now().minusSeconds(60)), Optional.empty())
                : Range.ALL;

        // then
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Observation seen = success(look(site.adapter(), run));
            assertThat(success(survey.get().page(range, Optional.empty())).sightings())
                    .filteredOn(sighting -> sighting.runId().equals(run.runId()))
                    .extracting(Sighting::observation)
                    .extracting(Observation::status, Observation::platformStatus)
                    .containsExactly(tuple(seen.status(), seen.platformStatus()));
        });
        assertThat(survey.get().jobTypes()).contains(site.adapter().jobType());
    }

    @Test
    void shouldFindNothingWrongWithAGoodStart() {
        // then
        assertThat(site.adapter().check(site.start("r-1"))).isEmpty();
        assertThat(site.adapter().jobType()).isEqualTo(site.start("r-1").jobType());
    }

    @Test
    void shouldNotStartIfTheLeaseHasLapsed() {
        // when
        Failure failure = failure(site.adapter().start(site.start("r-1"), () -> false));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNAVAILABLE);
        assertThat(failure.code()).isEqualTo(Failure.LEASE_LAPSED);
        assertThat(site.runs()).isZero();
    }

    @Test
    void shouldCancelARunningRun() {
        // given
        RunRef run = started("r-1");

        // when
        success(site.adapter().cancel(run));

        // then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(success(look(site.adapter(), run)).status()).isEqualTo(Status.CANCELLED));
    }

    @Test
    void shouldLeaveAnEndedRunAsItEndedIfItIsCancelled() {
        // given
        RunRef run = started("r-1");
        site.end(run.runId());

        // when
        get(site.adapter().cancel(run));

        // then
        assertThat(success(look(site.adapter(), run)).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void shouldSayNotFoundOfARunThatIsNotThere() {
        // then
        assertThat(failure(look(site.adapter(), site.unknownRun())).category()).isEqualTo(FailureCategory.NOT_FOUND);
        assertThat(failure(site.adapter().cancel(site.unknownRun())).category()).isEqualTo(FailureCategory.NOT_FOUND);
    }

    @Test
    void shouldSettleAStartWhoseAnswerWasLost() {
        // given
        Instant before = Clock.systemUTC().instant().minusSeconds(60);
        StartRun start = site.start("r-1");
        site.loseNextStart();

        // when
        Failure failure = failure(site.adapter().start(start, () -> true));

        // then
        assertThat(failure.category()).isEqualTo(FailureCategory.UNKNOWN_OUTCOME);
        assertThat(site.runs()).isEqualTo(1);
        if (site.adapter().settlement() == Settlement.TOKEN) {
            success(site.adapter().start(start, () -> true));
        } else {
            List<FoundRun> found = success(site.adapter().lookUp(Set.of(start.externalId()), before));
            assertThat(found).hasSize(1);
            assertThat(found.get(0).externalId()).isEqualTo(start.externalId());
            assertThat(found.get(0).createdAt()).isAfter(before);
            assertThat(found.get(0).parameters())
                    .containsAllEntriesOf(site.adapter().echoOf(start));
            success(look(
                    site.adapter(),
                    new RunRef(start.jobType(), start.externalId(), found.get(0).runId())));
        }
        assertThat(site.runs()).isEqualTo(1);
    }

    @Test
    void shouldAnswerForEachRunOfABatchOnce() {
        // given
        RunRef run = started("r-1");
        List<RunRef> batch = List.of(run, site.unknownRun());
        Map<RunRef, Answer<Observation>> answers = new ConcurrentHashMap<>();

        // when
        get(site.adapter().observe(batch, (seen, answer) -> assertThat(answers.put(seen, answer))
                .isNull()));

        // then
        assertThat(answers).containsOnlyKeys(batch);
        assertThat(answers.get(run)).isInstanceOf(Answer.Success.class);
    }

    @Test
    void shouldNameAPageForARun() {
        // given
        RunRef run = started("r-1");

        // then
        assertThat(URI.create(site.adapter().monitoringUrl(run)).getScheme()).isIn("http", "https");
    }

    private RunRef started(String requestId) {
        StartRun start = site.start(requestId);
        StartedRun started = success(site.adapter().start(start, () -> true));
        return new RunRef(start.jobType(), start.externalId(), started.runId());
    }
}
