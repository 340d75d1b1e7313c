package io.runbridge.config;

import io.runbridge.config.ConfigRules.Rule;
import io.runbridge.platform.PlatformType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Rules for platforms. Pure, any thread. */
final class PlatformRules {

    static final List<Rule> ALL = List.of(
            PlatformRules::nameFits,
            EndpointRules::usable,
            EndpointRules::fitsType,
            EndpointRules::differ,
            PlatformRules::correlationUsable,
            PlatformRules::rangesOrdered,
            PlatformRules::budgetKept,
            PlatformRules::importsSeldomEnough,
            PlatformRules::linksKnown);

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_]{1,100}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private static final Duration SHORTEST_IMPORT_CYCLE = Duration.ofMinutes(1);

    private PlatformRules() {}

    private static void nameFits(RunbridgeConfig config, Consumer<Violation> report) {
        config.platforms().keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> report.accept(
                        Violation.of(root(name), "must be named by 1 to 100 letters, digits and hyphens")));
    }

    private static void correlationUsable(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            String key = root(name) + ".starts.correlation-parameter";
            platform.starts().correlationParameter().ifPresent(parameter -> {
                if (!platform.type().takesCorrelationParameter()) {
                    String types = PlatformType.words(PlatformType::takesCorrelationParameter);
                    report.accept(Violation.of(key, "can be set only where type is " + types, root(name) + ".type"));
                }
                if (!PARAMETER.matcher(parameter).matches()) {
                    report.accept(Violation.of(key, "must be 1 to 100 letters, digits and underscores"));
                }
            });
        });
    }

    private static void rangesOrdered(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            ordered(
                    root(name) + ".starts.",
                    "backoff",
                    platform.starts().minBackoff(),
                    platform.starts().maxBackoff(),
                    report);
            ordered(
                    root(name) + ".polls.",
                    "interval",
                    platform.polls().minInterval(),
                    platform.polls().maxInterval(),
                    report);
        });
    }

    private static void ordered(String root, String what, Duration least, Duration most, Consumer<Violation> report) {
        if (least.compareTo(most) > 0) {
            String rule = "must not be longer than max-" + what;
            report.accept(Violation.of(root + "min-" + what, rule, root + "max-" + what));
        }
    }

    private static void budgetKept(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            double given = CallRates.given(platform);
            if (platform.budget().perSecond().filter(all -> all <= given).isPresent()) {
                String rule = "must be more than " + given + ", which starts.per-second, cancels.per-second,"
                        + " imports.per-second and polls.per-second take of it";
                report.accept(Violation.of(
                        root(name) + ".budget.per-second",
                        rule,
                        root(name) + ".starts.per-second",
                        root(name) + ".cancels.per-second",
                        root(name) + ".imports.per-second",
                        root(name) + ".polls.per-second"));
            }
        });
    }

    private static void importsSeldomEnough(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> platform.imports()
                .every()
                .filter(every -> every.compareTo(SHORTEST_IMPORT_CYCLE) < 0)
                .ifPresent(every ->
                        report.accept(Violation.of(root(name) + ".imports.every", "must be at least a minute"))));
    }

    private static void linksKnown(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            Set<String> known = platform.type().links();
            platform.links().keySet().stream()
                    .filter(link -> !known.contains(link))
                    .forEach(link -> {
                        String rule = "is no link value of this type of platform";
                        report.accept(Violation.of(root(name) + ".links." + link, rule, root(name) + ".type"));
                    });
        });
    }

    static void each(RunbridgeConfig config, BiConsumer<String, PlatformConfig> check) {
        new TreeMap<>(config.platforms()).forEach(check);
    }

    static String root(String name) {
        return "runbridge.platforms." + name;
    }
}
