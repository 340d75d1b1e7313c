package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {

    private final List<String> sent = new ArrayList<>();
    private final Greeting greeting = new Greeting(7, sent::add);

    @Test
    void shouldAskOnceAndWaitForARecord() {
        assertThat(greeting.heard()).isFalse();
        assertThat(greeting.heard()).isFalse();
        assertThat(sent).hasSize(1);

        greeting.hear();

        assertThat(greeting.heard()).isTrue();
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldAskForNothingIfARecordWasReadBefore() {
        greeting.hear();

        assertThat(greeting.heard()).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void shouldSendTheGreetingToItsOwnPartition() {
        greeting.heard();

        String key = sent.get(0);
        assertThat(Greeting.is(key)).isTrue();
        assertThat(Greeting.partitionOf(key, 8)).hasValue(Set.of(7));
        assertThat(Greeting.partitionOf(key.getBytes(StandardCharsets.UTF_8), 8))
                .hasValue(Set.of(7));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"greeting/7", "orders"})
    void shouldLeaveOtherKeysToTheirHash(String key) {
        assertThat(Greeting.is(key)).isFalse();
        assertThat(Greeting.partitionOf(key, 8)).isEmpty();
        assertThat(Greeting.partitionOf(key == null ? null : key.getBytes(StandardCharsets.UTF_8), 8))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0greeting/", "\0greeting/x", "\0greeting/-1", "\0greeting/8", "\0greeting/9999999999"})
    void shouldSendNothingToAPartitionThatIsNone(String key) {
        assertThat(Greeting.partitionOf(key, 8)).isEmpty();
    }
}
