package io.runbridge.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.topic.TopicFault.Gravity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicPromisesTest {

    private static final String LARGE = String.valueOf(Topics.MAX_LARGE_MESSAGE_BYTES);
    private static final String APPLICATION = "runbridge-poller";

    private final TopicPromises promises = new TopicPromises(APPLICATION, Set.of("closed-runs"), false);

    @ParameterizedTest
    @EnumSource
    void shouldHaveNoFaultAsTheCatalogueMakesIt(Topics topic) {
        Map<String, ActualTopic> made = Map.of(topic.topicName(), new ActualTopic(12, 1, topic.settings()));

        assertThat(promises.faults(made)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run-requests    | cleanup.policy       | compact                  | REFUSED",
                "cancel-requests | cleanup.policy       | compact,delete           | REFUSED",
                "doubt-decisions | cleanup.policy       | compact                  | REFUSED",
                "import-requests | cleanup.policy       | compact                  | REFUSED",
                "run-claims      | cleanup.policy       | compact,delete           | REFUSED",
                "run-commands    | cleanup.policy       | compact                  | REFUSED",
                "run-doubts      | cleanup.policy       | compact                  | REFUSED",
                "run-verdicts    | cleanup.policy       | compact                  | REFUSED",
                "run-history     | cleanup.policy       | compact                  | REFUSED",
                "cancel-outcomes | cleanup.policy       | compact                  | REFUSED",
                "runbridge-dead-letters | cleanup.policy | compact                 | REFUSED",
                "run-status      | cleanup.policy       | delete                   | -",
                "run-started     | cleanup.policy       | compact                  | -",
                "jobs            | cleanup.policy       | delete                   | -",
                "run-requests    | retention.ms         | 3599999                  | REFUSED",
                "run-requests    | retention.ms         | 3600000                  | -",
                "run-requests    | retention.ms         | -1                       | -",
                "run-claims      | retention.ms         | 0                        | REFUSED",
                "run-started     | retention.ms         | 60000                    | REFUSED",
                "run-status      | retention.ms         | 60000                    | REFUSED",
                "run-history     | retention.ms         | 60000                    | -",
                "runbridge-dead-letters | retention.ms  | 60000                    | -",
                "run-requests    | retention.bytes      | 1000000                  | WARNED",
                "run-history     | retention.bytes      | 1000000                  | -",
                "run-requests    | message.timestamp.type | CreateTime             | REFUSED",
                "run-claims      | message.timestamp.type | LogAppendTime          | -",
                "run-requests    | max.message.bytes    | 1000                     | -",
                "cancel-requests | max.message.bytes    | 1000                     | -",
                "run-claims      | max.message.bytes    | 1048576                  | REFUSED",
                "run-status      | max.message.bytes    | 1048575                  | REFUSED",
                "run-status      | max.message.bytes    | 8000000                  | -",
                "runbridge-dead-letters | max.message.bytes | 4194303              | REFUSED",
                "run-history     | unclean.leader.election.enable | true           | REFUSED",
                "jobs            | unclean.leader.election.enable | true           | REFUSED",
                "jobs            | unclean.leader.election.enable | false          | -",
                "jobs            | min.insync.replicas  | 2                        | REFUSED",
            })
    void shouldJudgeEachSettingByWhatTheTopicIsFor(String topic, String setting, String value, String gravity) {
        assertThat(gravities(promises, with(topic, 1, Map.of(setting, value)))).isEqualTo(gravity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1 | false | -",
                "1 | 2 | false | REFUSED",
                "2 | 1 | false | WARNED",
                "2 | 2 | false | -",
                "2 | 3 | true  | REFUSED",
                "3 | 1 | false | REFUSED",
                "3 | 1 | true  | WARNED",
                "3 | 2 | false | -",
                "3 | 3 | false | -",
                "3 | 4 | true  | REFUSED",
            })
    void shouldJudgeReplicationAndAcknowledgement(int replicas, String insync, boolean allowed, String gravity) {
        TopicPromises set = new TopicPromises(APPLICATION, Set.of(), allowed);

        assertThat(gravities(set, with("run-claims", replicas, Map.of("min.insync.replicas", insync))))
                .isEqualTo(gravity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runbridge-poller-open-runs-changelog        | compact        | -",
                "runbridge-poller-open-runs-changelog        | delete         | REFUSED",
                "runbridge-poller-open-runs-changelog        | compact,delete | REFUSED",
                "runbridge-poller-closed-runs-changelog      | compact,delete | -",
                "runbridge-poller-closed-runs-changelog      | delete         | REFUSED",
                "runbridge-poller-open-runs-repartition      | delete         | -",
                "runbridge-poller-open-runs-repartition      | compact        | REFUSED",
                "runbridge-trigger-ledger-changelog          | delete         | -",
                "orders                                      | compact        | -",
            })
    void shouldJudgeTheTopicsThatStreamsMadeForThisService(String topic, String policy, String gravity) {
        Map<String, String> settings = Map.of("cleanup.policy", policy, "max.message.bytes", LARGE);

        assertThat(gravities(promises, Map.of(topic, new ActualTopic(12, 1, settings))))
                .isEqualTo(gravity);
    }

    @Test
    void shouldSayWhatIsWrongAndWhatMendsIt() {
        List<TopicFault> faults = promises.faults(with("run-claims", 1, Map.of("cleanup.policy", "compact")));

        assertThat(faults)
                .singleElement()
                .extracting(TopicFault::line)
                .isEqualTo("run-claims: cleanup.policy=compact drops all but the last record of a key, and takes none"
                        + " without a key; mend it: kafka-configs.sh --bootstrap-server HOST:PORT --alter --entity-type"
                        + " topics --entity-name run-claims --add-config 'cleanup.policy=delete'");
    }

    @Test
    void shouldBracketAListForTheTool() {
        Map<String, String> settings = Map.of("cleanup.policy", "delete", "max.message.bytes", LARGE);
        String topic = "runbridge-poller-closed-runs-changelog";

        assertThat(promises.faults(Map.of(topic, new ActualTopic(12, 1, settings))))
                .singleElement()
                .extracting(TopicFault::line)
                .asString()
                .endsWith("'cleanup.policy=[compact,delete]'");
    }

    private static String gravities(TopicPromises promises, Map<String, ActualTopic> topics) {
        List<Gravity> found =
                promises.faults(topics).stream().map(TopicFault::gravity).toList();
        return found.isEmpty() ? "-" : found.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    private static Map<String, ActualTopic> with(String name, int replicas, Map<String, String> changed) {
        Topics topic = Arrays.stream(Topics.values())
                .filter(each -> each.topicName().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> settings = new TreeMap<>(topic.settings());
        settings.put("min.insync.replicas", String.valueOf(Math.min(replicas, 2)));
        settings.putAll(changed);
        return Map.of(name, new ActualTopic(12, replicas, settings));
    }
}
