package io.runbridge.poller.history;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Observation;
import io.runbridge.platform.ObservationSink;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.RunSurvey;
import io.runbridge.platform.SurveyPage;
import io.runbridge.platform.SurveyPage.Sighting;
import io.runbridge.poller.history.Workspace.Lenses;
import io.runbridge.poller.round.PollRound;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** Ways to watch runs that are wrong: each takes something for granted that platforms do not grant. */
enum BrokenLenses {
    /** A run that the last list did not show has ended well. */
    ABSENCE_IS_AN_END(Strategy.SWEEP) {
        @Override
        Lenses lenses() {
            Set<String> shown = new HashSet<>();
            return new Lenses(
                    survey -> new Bent(survey) {
                        @Override
                        public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
                            return super.page(range, token).thenApply(answer -> {
                                sightings(answer).forEach(sighting -> shown.add(sighting.runId()));
                                return answer;
                            });
                        }
                    },
                    round -> answering(round, (run, answer) -> shown.remove(run.runId()) ? END : answer));
        }
    },
    /** What a list of active runs says is as good as an answer. */
    LISTS_ARE_ANSWERS(Strategy.SWEEP) {
        @Override
        Lenses lenses() {
            return new Lenses(
                    survey -> new Bent(survey) {
                        @Override
                        public Kind kind() {
                            return Kind.CHANGES;
                        }
                    },
                    UnaryOperator.identity());
        }
    },
    /** What changed before the latest change that was seen has been seen. */
    NOTHING_COMES_LATE(Strategy.CHANGES) {
        @Override
        Lenses lenses() {
            return new Lenses(
                    survey -> new Bent(survey) {
                        private Instant latest = Instant.MIN;

                        @Override
                        public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
                            Optional<Instant> from =
                                    range.from().filter(latest::isBefore).or(() -> Optional.of(latest));
                            return super.page(new Range(from, range.to()), token)
                                    .thenApply(answer -> {
                                        sightings(answer).stream()
                                                .map(sighting ->
                                                        sighting.observation().freshAt())
                                                .filter(latest::isBefore)
                                                .forEach(at -> latest = at);
                                        return answer;
                                    });
                        }
                    },
                    UnaryOperator.identity());
        }
    },
    /** Whatever comes last is what is true now. */
    THE_LAST_ANSWER_IS_THE_LATEST(Strategy.PIPELINES_SINGLY) {
        @Override
        Lenses lenses() {
            return new Lenses(UnaryOperator.identity(), round -> answering(round, (run, answer) -> ageless(answer)));
        }
    },
    /** A run that is denied for a moment is taken for one that ended. */
    DENIED_IS_FAILED(Strategy.JOBS_SINGLY) {
        @Override
        Lenses lenses() {
            return new Lenses(
                    UnaryOperator.identity(),
                    round -> answering(round, (run, answer) -> answer instanceof Answer.Failed ? END : answer));
        }
    };

    private static final Answer<Observation> END = Answer.success(new Observation(
            Status.SUCCESS,
            "TERMINATED/SUCCESS",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Instant.MAX.minusSeconds(1),
            Optional.empty()));

    private final Strategy strategy;

    BrokenLenses(Strategy strategy) {
        this.strategy = strategy;
    }

    Strategy strategy() {
        return strategy;
    }

    /** New ones for each workspace. */
    abstract Lenses lenses();

    private static List<Sighting> sightings(Answer<SurveyPage> answer) {
        return answer instanceof Answer.Success<SurveyPage> page ? page.value().sightings() : List.of();
    }

    private static Answer<Observation> ageless(Answer<Observation> answer) {
        if (answer instanceof Answer.Success<Observation> success) {
            Observation seen = success.value();
            return Answer.success(new Observation(
                    seen.status(),
                    seen.platformStatus(),
                    seen.message(),
                    seen.errorCode(),
                    seen.startTime(),
                    seen.endTime(),
                    Instant.parse("2026-11-23T08:00:00Z"),
                    seen.monitoringUrl()));
        }
        return answer;
    }

    /** Says something else than the platform did. */
    private interface Twist {
        Answer<Observation> apply(RunRef run, Answer<Observation> answer);
    }

    private static PollRound answering(PollRound round, Twist twist) {
        return new PollRound() {
            @Override
            public int calls(int runs) {
                return round.calls(runs);
            }

            @Override
            public CompletionStage<Void> look(List<RunRef> runs, ObservationSink sink) {
                return round.look(runs, (run, answer) -> sink.accept(run, twist.apply(run, answer)));
            }
        };
    }

    /** The survey as it is, to be bent. */
    private static class Bent implements RunSurvey {

        private final RunSurvey survey;

        Bent(RunSurvey survey) {
            this.survey = survey;
        }

        @Override
        public Kind kind() {
            return survey.kind();
        }

        @Override
        public Set<JobType> jobTypes() {
            return survey.jobTypes();
        }

        @Override
        public int pageSize() {
            return survey.pageSize();
        }

        @Override
        public boolean ranged() {
            return survey.ranged();
        }

        @Override
        public CompletionStage<Answer<SurveyPage>> page(Range range, Optional<String> token) {
            return survey.page(range, token);
        }
    }
}
