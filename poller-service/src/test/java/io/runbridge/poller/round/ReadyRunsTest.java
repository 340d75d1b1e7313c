package io.runbridge.poller.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.RunRef;
import io.runbridge.poller.round.TrackedRun.Place;
import io.runbridge.schemas.JobType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadyRunsTest {

    private static final JobType JOB = JobType.DATABRICKS_JOB;
    private static final JobType WORKFLOW = JobType.DATABRICKS_WORKFLOW;

    private final ReadyRuns ready = new ReadyRuns(Set.of(JOB, WORKFLOW));
    private final List<TrackedRun> spared = new ArrayList<>();

    @Test
    void shouldTakeRunsInTheirOrder() {
        TrackedRun first = add("r1");
        TrackedRun second = add("r2");
        add("r3");

        assertThat(ready.take(JOB, 2, run -> false, spared::add)).containsExactly(first, second);
        assertThat(first.place).isEqualTo(Place.IN_FLIGHT);
        assertThat(ready.size(JOB)).isEqualTo(1);
    }

    /** While they waited for the budget a survey may have shown them. */
    @Test
    void shouldHandBackRunsThatAreSparedMeanwhile() {
        TrackedRun first = add("r1");
        TrackedRun second = add("r2");

        assertThat(ready.take(JOB, 1, run -> run == first, spared::add)).containsExactly(second);
        assertThat(spared).containsExactly(first);
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void shouldLeaveOutARunThatEndedWhileItWaited() {
        add("r1").place = Place.CLOSED;

        assertThat(ready.take(JOB, 1, run -> false, spared::add)).isEmpty();
        assertThat(spared).isEmpty();
        assertThat(ready.isEmpty()).isTrue();
    }

    @Test
    void shouldInsistOnALookOnlyUntilItIsTaken() {
        TrackedRun run = add("r1");
        run.insisted = true;

        ready.take(JOB, 1, other -> false, spared::add);

        assertThat(run.insisted).isFalse();
    }

    @Test
    void shouldTakeJobTypesInTurn() {
        JobType first = ready.turns().get(0);
        JobType second = ready.turns().get(0);

        assertThat(Set.of(first, second)).containsExactlyInAnyOrder(JOB, WORKFLOW);
    }

    private TrackedRun add(String runId) {
        TrackedRun run = new TrackedRun("lake", runId, new RunRef(JOB, "42", runId), Instant.EPOCH, Instant.MIN);
        ready.add(run);
        return run;
    }
}
