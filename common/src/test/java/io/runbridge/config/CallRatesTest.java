package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRatesTest {

    private static final String ROOT = "runbridge.platforms.synapse-test.";

    @Test
    void shouldHaveARateForEachKindWithoutABudget() {
        assertThat(rates(null, null, null, null, null))
                .isEqualTo(new CallRates(1_000, 20, OptionalDouble.empty(), 10, 50));
        assertThat(rates(null, "7", "8", "6", "9")).isEqualTo(new CallRates(7, 8, OptionalDouble.empty(), 6, 9));
    }

    @ParameterizedTest
    @CsvSource({
        "100, , , , , 25, 5, 5, 5, 60",
        "1, , , , , 0.25, 0.05, 0.05, 0.05, 0.6",
        "100, 85, , , , 85, 1, 1, 1, 12",
        "100, , , , 60, 25, 5, 5, 5, 60",
        "100, 40, 10, 7, 42, 40, 10, 1, 7, 42"
    })
    void shouldSplitTheBudget(
            String budget,
            String starts,
            String cancels,
            String imports,
            String polls,
            double startRate,
            double cancelRate,
            double lookUpRate,
            double importRate,
            double pollRate) {
        // when
        CallRates rates = rates(budget, starts, cancels, imports, polls);
        // then
        assertThat(rates.starts()).isCloseTo(startRate, within(1e-9));
        assertThat(rates.cancels()).isCloseTo(cancelRate, within(1e-9));
        assertThat(rates.lookUps().orElseThrow()).isCloseTo(lookUpRate, within(1e-9));
        assertThat(rates.imports()).isCloseTo(importRate, within(1e-9));
        assertThat(rates.polls()).isCloseTo(pollRate, within(1e-9));
        assertThat(rates.starts() + rates.cancels() + rates.lookUps().orElseThrow() + rates.imports() + rates.polls())
                .isCloseTo(Double.parseDouble(budget), within(1e-9));
    }

    @Test
    void shouldTakeSharesOfEachOther() {
        // given
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.put(ROOT + "budget.per-second", "35");
        settings.put(ROOT + "budget.start-share", "1");
        settings.put(ROOT + "budget.cancel-share", "1");
        settings.put(ROOT + "budget.look-up-share", "1");
        settings.put(ROOT + "budget.import-share", "1");
        settings.put(ROOT + "budget.poll-share", "3");
        // when
        CallRates rates =
                CallRates.of(ConfigLoader.fromMap(settings).platforms().get("synapse-test"));
        // then
        assertThat(rates).isEqualTo(new CallRates(5, 5, OptionalDouble.of(5), 5, 15));
    }

    private static CallRates rates(String budget, String starts, String cancels, String imports, String polls) {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        Optional.ofNullable(budget).ifPresent(rate -> settings.put(ROOT + "budget.per-second", rate));
        Optional.ofNullable(starts).ifPresent(rate -> settings.put(ROOT + "starts.per-second", rate));
        Optional.ofNullable(cancels).ifPresent(rate -> settings.put(ROOT + "cancels.per-second", rate));
        Optional.ofNullable(imports).ifPresent(rate -> settings.put(ROOT + "imports.per-second", rate));
        Optional.ofNullable(polls).ifPresent(rate -> settings.put(ROOT + "polls.per-second", rate));
        return CallRates.of(ConfigLoader.fromMap(settings).platforms().get("synapse-test"));
    }
}
