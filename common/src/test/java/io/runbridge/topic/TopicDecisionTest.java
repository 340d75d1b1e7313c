package io.runbridge.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.ops.StartRefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicDecisionTest {

    private final List<WantedTopic> wanted = WantedTopic.all(12, -1, Map.of());

    @Test
    void shouldCreateAllIfNoneIsThere() {
        TopicDecision decision = TopicDecision.decide(wanted, Map.of());

        assertThat(decision.missing()).isEqualTo(wanted);
        assertThat(decision.mismatches()).isEmpty();
    }

    @Test
    void shouldDoNothingIfAllAreThere() {
        TopicDecision decision = TopicDecision.decide(wanted, asWanted());

        assertThat(decision.missing()).isEmpty();
        assertThat(decision.mismatches()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run-requests | retention.ms           | 604800000      | 1",
                "run-requests | message.timestamp.type | LogAppendTime  | CreateTime",
                "run-requests | max.message.bytes      | 1048576        | 2097152",
                "run-status   | cleanup.policy         | compact,delete | compact",
                "jobs         | cleanup.policy         | compact        | delete",
            })
    void shouldReportASettingThatDiffers(String topic, String setting, String expected, String found) {
        Map<String, ActualTopic> actual = asWanted();
        Map<String, String> settings = new TreeMap<>(actual.get(topic).settings());
        settings.put(setting, found);
        actual.put(topic, new ActualTopic(12, 1, settings));

        assertThat(TopicDecision.decide(wanted, actual).mismatches())
                .containsExactly(new TopicMismatch(topic, setting, expected, found));
    }

    @Test
    void shouldNotMindTheOrderOfCleanupPolicies() {
        Map<String, ActualTopic> actual = asWanted();
        Map<String, String> settings = new TreeMap<>(actual.get("run-status").settings());
        settings.put("cleanup.policy", "delete,compact");
        actual.put("run-status", new ActualTopic(12, 1, settings));

        assertThat(TopicDecision.decide(wanted, actual).mismatches()).isEmpty();
    }

    @Test
    void shouldReportPartitionsThatDiffer() {
        Map<String, ActualTopic> actual = asWanted();
        actual.computeIfPresent("jobs", (name, topic) -> new ActualTopic(1, 1, topic.settings()));

        assertThat(TopicDecision.decide(wanted, actual).mismatches())
                .containsExactly(new TopicMismatch("jobs", "partitions", "12", "1"));
    }

    @Test
    void shouldReportReplicationThatDiffersOnlyIfItWasChosen() {
        List<WantedTopic> three = WantedTopic.all(12, 3, Map.of());

        assertThat(TopicDecision.decide(three, asWanted()).mismatches())
                .hasSize(wanted.size())
                .contains(new TopicMismatch("jobs", "replication.factor", "3", "1"));
    }

    @Test
    void shouldRefuseIfLedgerTopicsDifferInPartitions() {
        Map<String, ActualTopic> actual = asWanted();
        actual.computeIfPresent("cancel-requests", (name, topic) -> new ActualTopic(6, 1, topic.settings()));

        assertThatThrownBy(() -> TopicDecision.decide(wanted, actual))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("cancel-requests 6")
                .hasMessageContaining("run-requests 12");
    }

    @Test
    void shouldCreateMissingLedgerTopicsLikeTheExistingOnes() {
        Map<String, ActualTopic> actual = asWanted();
        actual.replaceAll((name, topic) -> new ActualTopic(6, 1, topic.settings()));
        actual.remove("run-claims");
        actual.remove("run-history");

        TopicDecision decision = TopicDecision.decide(wanted, actual);

        assertThat(decision.missing().stream().collect(Collectors.toMap(WantedTopic::name, WantedTopic::partitions)))
                .isEqualTo(Map.of("run-claims", 6, "run-history", 12));
        assertThat(decision.mismatches()).contains(new TopicMismatch("run-requests", "partitions", "12", "6"));
    }

    private Map<String, ActualTopic> asWanted() {
        Map<String, ActualTopic> actual = new HashMap<>();
        wanted.forEach(topic -> actual.put(topic.name(), new ActualTopic(12, 1, topic.settings())));
        return actual;
    }
}
