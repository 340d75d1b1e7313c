package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {

    private static final String SYNAPSE = "runbridge.platforms.synapse-test.";
    private static final String DATABRICKS = "runbridge.platforms.databricks-test.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    trigger.port                          | 70000                 | must be at most 65535
                    trigger.port                          | eighty                | must be a whole number
                    topics.partitions                     | 0                     | must be at least 1
                    topics.create                         | ture                  | must be true or false
                    topics.overrides.run-state.retention.ms | 1                   | names a topic that Runbridge does not have
                    trigger.start-limit                   | 0s                    | must be a positive duration
                    trigger.start-limit                   | 24                    | must be a positive duration
                    trigger.start-limit                   | 9999d                 | must be a positive duration
                    trigger.start-limit                   | -5s                   | must be a positive duration
                    platforms.synapse-test.type           | oracle                | must be one of synapse, data-factory, databricks
                    platforms.synapse-test.auth.method    | password              | must be one of client-secret, token
                    platforms.synapse-test.auth.method    | token                 | can be token only where type is databricks
                    platforms.synapse-test.endpoint       | ftp://x.test          | must be an http or https URL
                    platforms.synapse-test.endpoint       | https://              | must be a URL
                    platforms.synapse-test.endpoint       | https:/x              | must be an http or https URL
                    platforms.synapse-test.endpoint       | https://x.test?a=b    | without user info, query and fragment
                    platforms.synapse-test.endpoint       | https://x.test#a      | without user info, query and fragment
                    platforms.synapse-test.endpoint       | HTTPS://Databricks.test:443/ | must differ from that of platform databricks-test
                    platforms.synapse-test.auth.authority-host | http://login.test | must be an https URL
                    platforms.synapse-test.auth.tenant-id | ''                    | is required where auth.method is client-secret
                    platforms.databricks-test.auth.token  | ''                    | is required where auth.method is token
                    platforms.databricks-test.auth.tenant-id | t                  | must be left out where auth.method is token
                    platforms.synapse-test.auth.method    | oauth-m2m             | can be oauth-m2m only where type is databricks
                    platforms.synapse-test.auth.cloud     | moon                  | must be one of public, us-government, china
                    platforms.synapse-test.auth.workspace-resource-id | /subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w | can be set only where type is databricks
                    platforms.synapse-test.starts.min-backoff | 2m                | must not be longer than max-backoff
                    platforms.synapse-test.polls.min-interval | 2m                | must not be longer than max-interval
                    platforms.synapse-test.polls.per-second | NaN                 | must be a number
                    platforms.synapse-test.polls.per-second | 0                   | must be at least 0.01
                    platforms.synapse-test.budget.per-second | 0                  | must be at least 0.1
                    platforms.synapse-test.budget.poll-share | 0                  | must be at least 0.01
                    platforms.synapse-test.polls.stuck-after.Queued | never       | must be a positive duration
                    platforms.synapse-test.polls.stuck-after.Queued | 0s          | must be a positive duration
                    platforms.databricks-test.starts.correlation-parameter | id   | can be set only where type is synapse or data-factory
                    platforms.synapse-test.starts.correlation-parameter | a-b     | must be 1 to 100 letters, digits and underscores
                    platforms.synapse-test.starts.slots   | 0                     | must be at least 1
                    platforms.synapse-test.links.job-run-link | x                 | is no link value of this type of platform
                    platforms.synapse-test.calls.trust-certificates | /no/such/file | must be a file that can be read
                    platforms.synapse-test.calls.dead-line | 9s                   | is no setting of Runbridge
                    kafka.properties.bootstrap.servers    | ''                    | is required
                    schema-registry.properties.schema.registry.url | ''           | is required
                    schema-registry.properties.schema.registry.url | localhost:8081 | must be an http or https URL
                    schema-registry.properties.schema.registry.url | http://a,b | must be an http or https URL
                    kafka.properties.processing.guarantee | at_least_once         | must be exactly_once_v2, because
                    kafka.properties.consumer.isolation.level | read_uncommitted  | must be read_committed, because
                    kafka.properties.main.consumer.session.timeout.ms | 45000     | must be 6000, because
                    kafka.properties.group.protocol       | streams               | must be classic, because
                    kafka.properties.application.id       | mine                  | must be left out, because
                    kafka.properties.default.value.serde  | x.Serde               | must be left out, because
                    kafka.properties.topic.cleanup.policy | delete                | must be left out, because
                    kafka.properties.commit.interval.ms   | 30000                 | must be a whole number from 1 to 1000
                    kafka.properties.producer.transaction.timeout.ms | 900000     | must be a whole number from 2000 to 60000
                    """)
    void shouldNameKeyValueAndRule(String key, String value, String rule) {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.put("runbridge." + key, value);

        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.fromMap(settings));

        assertThat(thrown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("runbridge." + key);
            assertThat(problem.rule()).contains(rule);
            assertThat(problem.value()).isIn(value, "");
        });
        assertThat(thrown).hasMessageStartingWith("The configuration has one problem:\n  runbridge." + key);
    }

    @ParameterizedTest
    @CsvSource({
        "/subscriptions/1-a/resourceGroups/g_(1).x/providers/Microsoft.DataFactory/factories/f, true",
        "/SUBSCRIPTIONS/1/resourcegroups/g/providers/microsoft.datafactory/factories/f/, true",
        "'', false",
        "/, false",
        "/subscriptions/1/resourceGroups/g/providers/Microsoft.DataFactory/factories, false",
        "/subscriptions/1/resourceGroups/g/providers/Microsoft.DataFactory/factories/f/pipelines, false",
        "/subscriptions/1/resourceGroups/g/providers/Microsoft.DataFactory/factories/f//, false",
        "/subscriptions/1/resourceGroups//providers/Microsoft.DataFactory/factories/f, false",
        "/subscriptions/../resourceGroups/g/providers/Microsoft.DataFactory/factories/f, false",
        "/subscriptions/1/resourceGroups/g/providers/Microsoft.DataFactory/factories/a%2Fb, false",
        "/subscriptions/1/resourceGroups/g/providers/Microsoft.Synapse/workspaces/w, false"
    })
    void shouldNeedTheAddressOfAWholeFactory(String path, boolean accepted) {
        Map<String, String> settings = factory("one", "https://management.test" + path);

        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.fromMap(settings));

        if (accepted) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo("runbridge.platforms.one.endpoint");
                assertThat(problem.rule())
                        .isEqualTo("must have the path /subscriptions/{id}/resourceGroups/{name}"
                                + "/providers/Microsoft.DataFactory/factories/{name}");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"f, g, true", "f, F, false"})
    void shouldTakeManyFactoriesBehindOneHost(String one, String other, boolean accepted) {
        String root =
                "https://management.test/subscriptions/1/resourceGroups/g/providers/Microsoft.DataFactory/factories/";
        Map<String, String> settings = factory("one", root + one);
        settings.putAll(factory("other", root + other));

        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.fromMap(settings));

        if (accepted) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown).hasMessageContaining("must differ from that of platform one");
        }
    }

    private static Map<String, String> factory(String name, String endpoint) {
        Map<String, String> settings = ConfigExamples.minimal();
        String root = "runbridge.platforms." + name + ".";
        settings.put(root + "type", "data-factory");
        settings.put(root + "endpoint", endpoint);
        settings.put(root + "auth.method", "client-secret");
        settings.put(root + "auth.tenant-id", "t");
        settings.put(root + "auth.client-id", "c");
        settings.put(root + "auth.client-secret", "s");
        return settings;
    }

    @ParameterizedTest
    @CsvSource({"100, 60, 30, 10, false", "100, 60, 30, 9.9, true", "100, 100, , , false", "100, , , 99, true"})
    void shouldRejectABudgetThatSingleRatesTakeWhole(
            String budget, String starts, String polls, String cancels, boolean accepted) {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        String root = "runbridge.platforms.synapse-test.";
        settings.put(root + "budget.per-second", budget);
        Optional.ofNullable(starts).ifPresent(rate -> settings.put(root + "starts.per-second", rate));
        Optional.ofNullable(polls).ifPresent(rate -> settings.put(root + "polls.per-second", rate));
        Optional.ofNullable(cancels).ifPresent(rate -> settings.put(root + "cancels.per-second", rate));

        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigLoader.fromMap(settings));

        if (accepted) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.key()).isEqualTo(root + "budget.per-second");
                assertThat(problem.rule())
                        .contains("must be more than 100.0")
                        .contains("starts.per-second", "cancels.per-second", "polls.per-second");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "processing.guarantee, exactly_once_v2",
        "session.timeout.ms, 6000",
        "ssl.endpoint.identification.algorithm, ''"
    })
    void shouldAcceptKafkaSettingsThatKeepThePromises(String key, String value) {
        Map<String, String> settings = ConfigExamples.minimal();
        settings.put("runbridge.kafka.properties." + key, value);

        assertThat(ConfigLoader.fromMap(settings).kafka().properties()).containsEntry(key, value == null ? "" : value);
    }

    @Test
    void shouldNameAllProblemsAtOnceAndNothingThatFollowsFromAnother() {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.remove("runbridge.kafka.properties.bootstrap.servers");
        settings.put("runbridge.trigger.port", "many");
        settings.put("runbridge.poller.port", "-1");
        settings.put(SYNAPSE + "auth.method", "magic");
        settings.remove(SYNAPSE + "endpoint");
        settings.put(DATABRICKS + "polls.max-interval", "soon");
        settings.put(DATABRICKS + "polls.min-interval", "2h");

        assertThatThrownBy(() -> ConfigLoader.fromMap(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has 6 problems")
                .hasMessageContaining("\n  runbridge.kafka.properties.bootstrap.servers is required")
                .hasMessageContaining("\n  runbridge.trigger.port = many must be a whole number")
                .hasMessageContaining("\n  runbridge.poller.port = -1 must be at least 0")
                .hasMessageContaining("\n  " + SYNAPSE + "auth.method = magic must be one of client-secret, token")
                .hasMessageContaining("\n  " + SYNAPSE + "endpoint is required and must be a URL")
                .hasMessageContaining("\n  " + DATABRICKS + "polls.max-interval = soon must be a positive duration");
    }

    @ParameterizedTest
    @CsvSource({"under_score", "'with space'", "ü"})
    void shouldRejectPlatformIfItsNameIsUnfit(String name) {
        Map<String, String> settings = ConfigExamples.withPlatforms();
        settings.put("runbridge.platforms." + name + ".type", "databricks");
        settings.put("runbridge.platforms." + name + ".endpoint", "https://other.test");
        settings.put("runbridge.platforms." + name + ".auth.method", "token");
        settings.put("runbridge.platforms." + name + ".auth.token", "x");

        assertThatThrownBy(() -> ConfigLoader.fromMap(settings))
                .hasMessageContaining("one problem")
                .hasMessageContaining("runbridge.platforms." + name + " must be named by 1 to 100 letters");
    }

    @Test
    void shouldSayWhatARequiredSettingMustBe() {
        Map<String, String> settings = ConfigExamples.minimal();
        settings.put(SYNAPSE + "starts.slots", "3");

        assertThatThrownBy(() -> ConfigLoader.fromMap(settings))
                .hasMessageContaining("has 3 problems")
                .hasMessageContaining(SYNAPSE + "type is required and must be one of synapse, data-factory, databricks")
                .hasMessageContaining(SYNAPSE + "endpoint is required and must be a URL")
                .hasMessageContaining(SYNAPSE + "auth.method is required and must be one of client-secret, token");
    }
}
