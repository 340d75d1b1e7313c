package io.runbridge.acceptance.campaign.arena;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.acceptance.campaign.oracle.Group;
import io.runbridge.local.ContractClient;
import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestMakerTest {
    private static final int BATCHES = 3_000;

    @BeforeAll
    static void trustTheContract() {
        // Avro makes objects of generated classes only once somebody has declared them safe, as every client does.
        assertThat(new ContractClient("", "")).isNotNull();
    }

    @Test
    void shouldMakeUpTheSameRequestsFromTheSameSeed() {
        assertThat(asked(7)).isEqualTo(asked(7)).isNotEqualTo(asked(8));
    }

    @Test
    void shouldNeverUseAnIdTwice() {
        assertThat(asked(1)).extracting(Asked::requestId).doesNotHaveDuplicates();
    }

    @Test
    void shouldMakeAboutAThirdOfTheRequestsIdenticalToAnotherOne() {
        List<Asked> synapse = asked(1).stream()
                .filter(asked -> asked.jobType() == JobType.SYNAPSE_PIPELINE)
                .toList();
        Map<Group, Long> sizes = synapse.stream().collect(Collectors.groupingBy(Asked::group, Collectors.counting()));
        long identical =
                synapse.stream().filter(asked -> sizes.get(asked.group()) > 1).count();

        assertThat((double) identical / synapse.size()).isBetween(0.28, 0.45);
    }

    @Test
    void shouldMakeAThirdOfTheRequestsForEachPlatformType() {
        List<Asked> all = asked(1);
        Map<String, Long> shares = all.stream()
                .map(asked -> asked.group().platform())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(shares.values()).hasSize(3).allSatisfy(count -> assertThat((double) count / all.size())
                .isBetween(0.28, 0.39));
    }

    private static List<Asked> asked(long seed) {
        RequestMaker maker = new RequestMaker(new SplittableRandom(seed));
        return IntStream.range(0, BATCHES)
                .boxed()
                .flatMap(i -> maker.next("test", Mix.ALL).stream())
                .map(Planned::asked)
                .toList();
    }
}
