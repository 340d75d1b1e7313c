package io.runbridge.poller.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryClient;
import io.runbridge.poller.history.Workspace.Lenses;
import io.runbridge.schemas.RunStarted;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * More than 100,000 randomised histories of runs, on platforms that lag, repeat, shift, fail and forget: every promise
 * about what is published holds under every strategy. A seed that fails is in the message, and fails again.
 */
class HistoriesTest {

    private static final int SEEDS = 40;

    private static RegistryClient registry;

    @BeforeAll
    static void connect() {
        registry = RegistryClient.connect(Map.of("schema.registry.url", "mock://histories"));
        new ContractSubjects(registry, Map.of("run-started", RunStarted.getClassSchema()), Registration.REGISTER)
                .prepare();
    }

    @AfterAll
    static void disconnect() {
        registry.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPublishEveryStateThatALookSawAndOneTrueEndOfEachRun(Strategy strategy) {
        // when
        int histories = 0;
        long pages = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Workspace workspace = new Workspace(registry, strategy, seed, Lenses.CLEAR);
            try {
                workspace.live();
            } catch (Violation violation) {
                throw new AssertionError("Seed " + seed + ": " + violation.getMessage(), violation);
            }
            histories += workspace.histories();
            pages += workspace.pages();
        }
        // then
        assertThat(histories).isGreaterThanOrEqualTo(SEEDS * Workspace.RUNS);
        assertThat(pages > 0).isEqualTo(strategy.surveys());
    }

    /** What finds nothing wrong with these would find nothing wrong with anything. */
    @ParameterizedTest
    @EnumSource
    void shouldFindOutWhoeverWatchesWrongly(BrokenLenses broken) {
        // when
        Optional<Violation> found = LongStream.range(0, SEEDS)
                .mapToObj(seed -> new Workspace(registry, broken.strategy(), seed, broken.lenses()))
                .flatMap(workspace -> violation(workspace).stream())
                .findFirst();
        // then
        assertThat(found).isPresent();
    }

    private static Optional<Violation> violation(Workspace workspace) {
        try {
            workspace.live();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        }
    }
}
