package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenePartTest {
    @Test
    void shouldCoverEveryJobTypeWithARunThatEndsWell() {
        List<JobType> covered = Arrays.stream(ScenePart.values())
                .filter(part -> part.expected().equals(ScenePart.Expected.success()))
                .map(part -> part.job().type())
                .toList();

        assertThat(covered).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(JobType.UNKNOWN)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellItsRunsFromThoseOfAllOtherParts(ScenePart part) {
        SimulatedRun run = new SimulatedRun(
                "synapse",
                "1",
                part.job().externalId(),
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .valueToTree(part.parameters())
                        .toString(),
                "Succeeded",
                true,
                false);

        assertThat(ScenePart.values()).filteredOn(other -> other.owns(run)).containsExactly(part);
    }
}
