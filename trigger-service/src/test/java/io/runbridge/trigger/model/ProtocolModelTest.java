package io.runbridge.trigger.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runbridge.trigger.model.Explorer.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ProtocolModelTest {

    private static final Logger LOGGER = LoggerFactory.getLogger(ProtocolModelTest.class);
    private static final int LIMIT = 100_000_000;

    @ParameterizedTest
    @EnumSource(Explored.class)
    void shouldKeepItsPromisesInEveryReachableState(Explored explored) {
        assumeTrue(!explored.large() || "full".equals(System.getProperty("runbridge.model")));

        Result result = Explorer.explore(explored.scenario(), Variant.SOUND, LIMIT);

        LOGGER.atInfo()
                .addKeyValue("scenario", explored)
                .addKeyValue("states", result.states())
                .addKeyValue("atRest", result.atRest())
                .log("Explored");
        assertThat(result.violation()).isEmpty();
        assertThat(result.complete()).isTrue();
        assertThat(result.states()).isGreaterThan(explored.floor());
        assertThat(result.atRest()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(value = Variant.class, mode = EnumSource.Mode.EXCLUDE, names = "SOUND")
    void shouldNoticeEachWayToBreakTheProtocol(Variant variant) {
        Result broken = Explorer.explore(variant.scenario(), variant, LIMIT);

        assertThat(broken.violation()).isPresent();
    }
}
