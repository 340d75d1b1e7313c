package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class JobCancelFactsTest extends JobsFacts {

    @Test
    void shouldCancelWithAnEmptyObjectThroughTerminating() {
        long runId = start(42);
        remote.advance(1_000);

        Reply cancel = post("runs/cancel", new JsonObject().put("run_id", runId));
        JsonObject terminating = run(runId);
        remote.advance(500);
        JsonObject cancelled = run(runId);

        assertThat(cancel.status()).isEqualTo(200);
        assertThat(cancel.body()).isEqualTo("{}");
        assertThat(terminating.getJsonObject("state").getString("life_cycle_state"))
                .isEqualTo("TERMINATING");
        assertThat(words(cancelled)).isEqualTo("TERMINATED/CANCELED");
        assertThat(cancelled.getJsonObject("state").getBoolean("user_cancelled_or_timedout"))
                .isTrue();
    }

    @Test
    void shouldLeaveAFinishedRunAsItIsOnCancel() {
        long runId = start(42);
        remote.advance(3_000);

        assertThat(post("runs/cancel", new JsonObject().put("run_id", runId)).status())
                .isEqualTo(200);
        assertThat(words(run(runId))).isEqualTo("TERMINATED/SUCCESS");
    }

    @Test
    void shouldTakeATaskRunsIdForCancelAndGet() {
        long runId = start(42);
        long taskRunId = run(runId).getJsonArray("tasks").getJsonObject(0).getLong("run_id");

        assertThat(run(taskRunId).getLong("job_run_id")).isEqualTo(runId);
        post("runs/cancel", new JsonObject().put("run_id", taskRunId));
        remote.advance(500);

        assertThat(words(run(runId))).isEqualTo("TERMINATED/CANCELED");
    }

    @Test
    void shouldRejectACancelOfAnUnknownRun() {
        assertThat(post("runs/cancel", new JsonObject().put("run_id", 7)).status())
                .isEqualTo(400);
    }

    @Test
    void shouldCancelAllRunsOfAJob() {
        long mine = start(42);
        long other = start(43);

        Reply reply = post("runs/cancel-all", new JsonObject().put("job_id", 42));
        remote.advance(500);

        assertThat(reply.body()).isEqualTo("{}");
        assertThat(words(run(mine))).isEqualTo("TERMINATED/CANCELED");
        assertThat(run(other).getLong("end_time")).isZero();
    }

    @Test
    void shouldCancelOnlyQueuedRunsIfAskedTo() {
        limitedJob(true);
        long running = start(50);
        long queued = start(50);

        post("runs/cancel-all", new JsonObject().put("all_queued_runs", true));
        remote.advance(500);

        assertThat(words(run(queued))).isEqualTo("TERMINATED/CANCELED");
        assertThat(run(running).getLong("end_time")).isZero();
    }

    @Test
    void shouldRunTasksOneAfterTheOther() {
        long runId = start(42);
        remote.advance(1_500);

        assertThat(run(runId).getJsonArray("tasks").stream()
                        .map(task -> ((JsonObject) task).getJsonObject("state").getString("life_cycle_state")))
                .containsExactly("TERMINATED", "RUNNING", "BLOCKED");
    }
}
