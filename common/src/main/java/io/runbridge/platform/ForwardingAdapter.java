package io.runbridge.platform;

import io.runbridge.schemas.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** An adapter that leaves to another one whatever it does not do itself. Any thread. */
public interface ForwardingAdapter extends RunAdapter {

    /** The one that does the rest. */
    RunAdapter adapter();

    @Override
    default JobType jobType() {
        return adapter().jobType();
    }

    @Override
    default Settlement settlement() {
        return adapter().settlement();
    }

    @Override
    default List<Problem> check(StartRun start) {
        return adapter().check(start);
    }

    @Override
    default boolean needsPrecondition(StartRun start) {
        return adapter().needsPrecondition(start);
    }

    @Override
    default CompletionStage<Answer<String>> precondition(StartRun start) {
        return adapter().precondition(start);
    }

    @Override
    default CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        return adapter().start(start, lease);
    }

    @Override
    default CompletionStage<Void> observe(List<RunRef> runs, ObservationSink sink) {
        return adapter().observe(runs, sink);
    }

    @Override
    default CompletionStage<Answer<Void>> cancel(RunRef run) {
        return adapter().cancel(run);
    }

    @Override
    default CompletionStage<Answer<List<FoundRun>>> lookUp(Set<String> externalIds, Instant since) {
        return adapter().lookUp(externalIds, since);
    }

    @Override
    default Map<String, String> echoOf(StartRun start) {
        return adapter().echoOf(start);
    }

    @Override
    default Optional<String> markerOf(StartRun start) {
        return adapter().markerOf(start);
    }

    @Override
    default Map<String, Duration> passingStates() {
        return adapter().passingStates();
    }

    @Override
    default String monitoringUrl(RunRef run) {
        return adapter().monitoringUrl(run);
    }
}
