package io.runbridge.trigger.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.ConfigLoader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartGateTest {

    @Test
    void shouldNotGiveMoreSlotsThanThereAre() {
        StartGate gate = gate("slots", "2");

        assertThat(gate.tryTake(0)).isTrue();
        assertThat(gate.tryTake(0)).isTrue();
        assertThat(gate.tryTake(0)).isFalse();
        gate.release();
        assertThat(gate.tryTake(0)).isTrue();
        assertThat(gate.used()).isEqualTo(2);
    }

    @Test
    void shouldKeepInheritedWorkBeyondItsSlotsUntilItIsDone() {
        StartGate gate = gate("slots", "1");
        gate.take();
        gate.take();

        gate.release();

        assertThat(gate.tryTake(0)).isFalse();
        gate.release();
        assertThat(gate.tryTake(0)).isTrue();
    }

    @Test
    void shouldGiveTheSlotBackIfThePaceForbidsTheStart() {
        StartGate gate = gate("per-second", "0.01");

        assertThat(gate.tryTake(0)).isTrue();
        assertThat(gate.tryTake(0)).isFalse();
        assertThat(gate.tryPace(0)).isFalse();
        assertThat(gate.used()).isEqualTo(1);
    }

    @Test
    void shouldPauseUntilTheLatestMoment() {
        StartGate gate = gate("slots", "1");
        gate.pauseUntil(100, "long");
        gate.pauseUntil(50, "short");

        assertThat(gate.closedReason(99)).contains("long");
        assertThat(gate.tryTake(99)).isFalse();
        assertThat(gate.tryPace(99)).isFalse();
        assertThat(gate.tryTake(100)).isTrue();
    }

    @Test
    void shouldTakeNoStartWhileTooManyAreUndecided() {
        StartGate gate = gate("max-undecided", "1");
        gate.undecided(1);
        assertThat(gate.tryTake(0)).isFalse();
        assertThat(gate.closedReason(0))
                .hasValueSatisfying(reason -> assertThat(reason).contains("undecided"));

        gate.undecided(-1);

        assertThat(gate.tryTake(0)).isTrue();
    }

    private static StartGate gate(String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "runbridge.kafka.properties.bootstrap.servers", "unused:9092",
                "runbridge.schema-registry.properties.schema.registry.url", "mock://unused",
                "runbridge.platforms.dbx.type", "databricks",
                "runbridge.platforms.dbx.endpoint", "https://dbx.test",
                "runbridge.platforms.dbx.auth.method", "token",
                "runbridge.platforms.dbx.auth.token", "t"));
        settings.put("runbridge.platforms.dbx.starts." + key, value);
        return new StartGate(
                "dbx", ConfigLoader.fromMap(settings).platforms().get("dbx").starts());
    }
}
