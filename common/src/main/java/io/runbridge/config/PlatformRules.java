package io.runbridge.config;

import io.runbridge.config.ConfigRules.Rule;
import io.runbridge.config.PlatformConfig.AuthConfig;
import io.runbridge.config.PlatformConfig.AuthConfig.Method;
import io.runbridge.platform.PlatformType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules for platforms. Pure but for the look whether files are there, any thread. */
final class PlatformRules {

    static final List<Rule> ALL = List.of(
            PlatformRules::nameFits,
            EndpointRules::usable,
            EndpointRules::fitsType,
            EndpointRules::differ,
            PlatformRules::methodFitsType,
            PlatformRules::identityComplete,
            PlatformRules::authorityEncrypted,
            PlatformRules::correlationUsable,
            PlatformRules::rangesOrdered,
            PlatformRules::budgetKept,
            PlatformRules::importsSeldomEnough,
            PlatformRules::trustFileThere,
            PlatformRules::linksKnown);

    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_]{1,100}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private static final Duration SHORTEST_IMPORT_CYCLE = Duration.ofMinutes(1);

    /** What each method needs, by key below {@code auth}. */
    private static final Map<Method, Map<String, Function<AuthConfig, Optional<?>>>> NEEDED = Map.of(
            Method.CLIENT_SECRET,
            Map.of(
                    "tenant-id", AuthConfig::tenantId,
                    "client-id", AuthConfig::clientId,
                    "client-secret", AuthConfig::clientSecret),
            Method.TOKEN,
            Map.of("token", AuthConfig::token));

    private PlatformRules() {}

    private static void nameFits(RunbridgeConfig config, Consumer<Violation> report) {
        config.platforms().keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> report.accept(
                        Violation.of(root(name), "must be named by 1 to 100 letters, digits and hyphens")));
    }

    private static void identityComplete(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            Method method = platform.auth().method();
            new TreeMap<>(NEEDED.get(method)).forEach((key, value) -> {
                if (value.apply(platform.auth()).isEmpty()) {
                    String word = method.name().toLowerCase(Locale.ROOT).replace('_', '-');
                    String rule = "is required where auth.method is " + word;
                    report.accept(Violation.of(root(name) + ".auth." + key, rule, root(name) + ".auth.method"));
                }
            });
        });
    }

    private static void methodFitsType(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            if (platform.auth().method() == Method.TOKEN && !platform.type().takesAccessToken()) {
                String rule = "can be token only where type is " + PlatformType.words(PlatformType::takesAccessToken);
                report.accept(Violation.of(root(name) + ".auth.method", rule, root(name) + ".type"));
            }
        });
    }

    private static void authorityEncrypted(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            Optional<URI> authority = platform.auth().authorityHost();
            if (authority.isPresent()
                    && !("https".equalsIgnoreCase(authority.get().getScheme())
                            && EndpointRules.bare(authority.get()))) {
                report.accept(Violation.of(
                        root(name) + ".auth.authority-host",
                        "must be an https URL with a host and without user info, query and fragment"));
            }
        });
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

    private static void trustFileThere(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (name, platform) -> {
            if (platform.calls()
                    .trustCertificates()
                    .filter(file -> !readable(file))
                    .isPresent()) {
                report.accept(
                        Violation.of(root(name) + ".calls.trust-certificates", "must be a file that can be read"));
            }
        });
    }

    private static boolean readable(String file) {
        try {
            return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
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
