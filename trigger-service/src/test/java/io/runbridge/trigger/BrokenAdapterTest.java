package io.runbridge.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.RunStarted;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An adapter that throws against its contract costs its own call, never the task. */
class BrokenAdapterTest {

    private static final Duration SOON = Duration.ofMillis(500);

    private final TriggerDriver driver = new TriggerDriver("runbridge.platforms.syn.starts.settle-time", "5s");

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldTakeAStartThatThrowsForLost() {
        driver.throwing.add("start");
        driver.send(driver.request("r1")).pass(SOON);
        assertThat(driver.statuses()).containsExactly("UNKNOWN/START_IN_DOUBT");

        driver.throwing.clear();
        driver.pass(Duration.ofSeconds(8));

        assertThat(driver.started()).hasSize(1);
    }

    @Test
    void shouldLookAgainIfALookUpThrows() {
        driver.throwing.add("lookUp");
        driver.synapse.loseStartAnswer();
        driver.send(driver.request("r1")).pass(SOON);

        driver.throwing.clear();
        driver.pass(Duration.ofSeconds(2));

        assertThat(driver.started()).extracting(RunStarted::getAdopted).containsExactly(true);
    }

    @Test
    void shouldCancelAgainIfACancelThrows() {
        driver.throwing.add("cancel");
        driver.send(driver.request("r1")).pass(SOON).cancel("r1", "c1").pass(SOON);
        assertThat(driver.outcomes()).isEmpty();

        driver.throwing.clear();
        driver.pass(Duration.ofSeconds(3));

        assertThat(driver.outcomes()).containsExactly("c1=ACCEPTED");
    }
}
