package io.runbridge.config;

import io.runbridge.topic.Topics;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Rules that no single value can show. Each is one small check and none throws. Pure, any thread. */
final class ConfigRules {

    /** One rule. */
    @FunctionalInterface
    interface Rule {
        void check(RunbridgeConfig config, Consumer<Violation> report);
    }

    static final List<Rule> ALL = Stream.of(
                    List.<Rule>of(
                            ConfigRules::brokerGiven,
                            ConfigRules::registryGiven,
                            ConfigRules::registryAddressed,
                            ConfigRules::promisesKept,
                            ConfigRules::transactionTimesFit,
                            ConfigRules::topicsKnown),
                    PlatformRules.ALL,
                    IdentityRules.ALL,
                    VaultRules.ALL)
            .flatMap(List::stream)
            .toList();

    private static final String KAFKA = "runbridge.kafka.properties.";
    private static final String REGISTRY_URL = "schema.registry.url";
    private static final String REGISTRY = "runbridge.schema-registry.properties.";

    /** Milliseconds; a commit must end well within its transaction, which hides a killed writer's records until it ends. */
    private static final Map<String, int[]> TIMES =
            Map.of("commit.interval.ms", new int[] {1, 1_000}, "transaction.timeout.ms", new int[] {2_000, 60_000});

    private ConfigRules() {}

    private static void brokerGiven(RunbridgeConfig config, Consumer<Violation> report) {
        given(KAFKA, config.kafka().properties(), "bootstrap.servers", report);
    }

    private static void registryGiven(RunbridgeConfig config, Consumer<Violation> report) {
        given(REGISTRY, config.schemaRegistry().properties(), REGISTRY_URL, report);
    }

    /** The registry may have several addresses; {@code mock} is Confluent's registry within the process, for tests. */
    private static void registryAddressed(RunbridgeConfig config, Consumer<Violation> report) {
        String urls = config.schemaRegistry().properties().getOrDefault(REGISTRY_URL, "");
        if (!urls.isBlank() && !Arrays.stream(urls.split(",", -1)).allMatch(ConfigRules::addressed)) {
            report.accept(Violation.of(
                    REGISTRY + REGISTRY_URL, "must be an http or https URL, or several of them with commas between"));
        }
    }

    private static boolean addressed(String url) {
        return ValueTypes.parse(url, URI.class)
                .filter(uri -> uri.getScheme() != null
                        && Set.of("http", "https", "mock").contains(uri.getScheme())
                        && uri.getRawAuthority() != null)
                .isPresent();
    }

    private static void given(String root, Map<String, String> given, String key, Consumer<Violation> report) {
        if (given.getOrDefault(key, "").isBlank()) {
            report.accept(Violation.of(root + key, "is required"));
        }
    }

    private static void promisesKept(RunbridgeConfig config, Consumer<Violation> report) {
        config.kafka().properties().forEach((key, value) -> FixedKafkaSettings.row(key)
                .filter(row -> !row.value().equals(Optional.of(value.strip())))
                .ifPresent(row -> report.accept(Violation.of(
                        KAFKA + key,
                        row.value().map(fixed -> "must be " + fixed).orElse("must be left out") + ", because "
                                + row.reason()))));
    }

    private static void transactionTimesFit(RunbridgeConfig config, Consumer<Violation> report) {
        config.kafka().properties().forEach((key, value) -> {
            int[] range = TIMES.get(FixedKafkaSettings.withoutClientPrefix(key));
            if (range != null && !within(value, range[0], range[1])) {
                report.accept(Violation.of(KAFKA + key, "must be a whole number from " + range[0] + " to " + range[1]));
            }
        });
    }

    private static boolean within(String text, int least, int most) {
        return ValueTypes.parse(text, Integer.class)
                .filter(value -> value >= least && value <= most)
                .isPresent();
    }

    private static void topicsKnown(RunbridgeConfig config, Consumer<Violation> report) {
        config.topics().overrides().forEach((topic, settings) -> {
            if (!Topics.names().contains(topic)) {
                settings.keySet()
                        .forEach(key -> report.accept(Violation.of(
                                "runbridge.topics.overrides." + topic + "." + key,
                                "names a topic that Runbridge does not have")));
            }
        });
    }
}
