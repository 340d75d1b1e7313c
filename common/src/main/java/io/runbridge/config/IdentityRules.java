package io.runbridge.config;

import io.runbridge.config.AuthConfig.Method;
import io.runbridge.config.ConfigRules.Rule;
import io.runbridge.platform.PlatformType;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules for who we are at platforms, and for files of that. Pure but for the look whether they are there, any thread. */
final class IdentityRules {

    static final List<Rule> ALL = List.of(
            IdentityRules::methodFitsType,
            IdentityRules::complete,
            IdentityRules::nothingUnused,
            IdentityRules::authorityEncrypted,
            IdentityRules::filesThere,
            IdentityRules::workspaceNamed);

    /** All settings that not every method takes, by key below {@code auth}. */
    private static final Map<String, Function<AuthConfig, Optional<?>>> SETTINGS = Map.of(
            "tenant-id", AuthConfig::tenantId,
            "client-id", AuthConfig::clientId,
            "client-secret", AuthConfig::clientSecret,
            "certificate-file", AuthConfig::certificateFile,
            "certificate-password", AuthConfig::certificatePassword,
            "token-file", AuthConfig::tokenFile,
            "token", AuthConfig::token,
            "authority-host", AuthConfig::authorityHost,
            "scope", AuthConfig::scope,
            "workspace-resource-id", AuthConfig::workspaceResourceId);

    /** What a method needs, and what it takes besides; all else is refused, for nobody would notice that it is unused. */
    private record Row(Set<String> needed, Set<String> taken) {}

    private static final Map<Method, Row> ROWS = new EnumMap<>(Map.of(
            Method.CLIENT_SECRET,
            new Row(
                    Set.of("tenant-id", "client-id", "client-secret"),
                    Set.of("authority-host", "scope", "workspace-resource-id")),
            Method.CLIENT_CERTIFICATE,
            new Row(
                    Set.of("tenant-id", "client-id", "certificate-file"),
                    Set.of("certificate-password", "authority-host", "scope", "workspace-resource-id")),
            Method.MANAGED_IDENTITY,
            new Row(Set.of(), Set.of("client-id", "scope", "workspace-resource-id")),
            Method.WORKLOAD_IDENTITY,
            new Row(
                    Set.of("tenant-id", "client-id", "token-file"),
                    Set.of("authority-host", "scope", "workspace-resource-id")),
            Method.DEFAULT,
            new Row(Set.of(), Set.of("tenant-id", "client-id", "authority-host", "scope", "workspace-resource-id")),
            Method.TOKEN,
            new Row(Set.of("token"), Set.of()),
            Method.OAUTH_M2M,
            new Row(Set.of("client-id", "client-secret"), Set.of("scope"))));

    private static final Pattern WORKSPACE = Pattern.compile(
            "/subscriptions/[A-Za-z0-9-]{1,100}/resourceGroups/[\\w.()-]{1,90}"
                    + "/providers/Microsoft\\.Databricks/workspaces/[\\w-]{1,100}",
            Pattern.CASE_INSENSITIVE);

    private IdentityRules() {}

    private static void methodFitsType(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (root, platform) -> {
            Method method = platform.auth().method();
            if (!method.entra() && !platform.type().takesAccessToken()) {
                String rule = "can be " + word(method) + " only where type is "
                        + PlatformType.words(PlatformType::takesAccessToken);
                report.accept(Violation.of(root + ".auth.method", rule, root + ".type"));
            }
        });
    }

    private static void complete(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (root, platform) -> new TreeMap<>(SETTINGS).forEach((key, value) -> {
            Method method = platform.auth().method();
            if (ROWS.get(method).needed().contains(key)
                    && value.apply(platform.auth()).isEmpty()) {
                String variable = WorkloadVariables.of(method, key)
                        .map(name -> ", and the environment has no " + name)
                        .orElse("");
                String rule = "is required where auth.method is " + word(method) + variable;
                report.accept(Violation.of(root + ".auth." + key, rule, root + ".auth.method"));
            }
        }));
    }

    private static void nothingUnused(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (root, platform) -> new TreeMap<>(SETTINGS).forEach((key, value) -> {
            Method method = platform.auth().method();
            Row row = ROWS.get(method);
            if (value.apply(platform.auth()).isPresent()
                    && !row.needed().contains(key)
                    && !row.taken().contains(key)) {
                String rule = "must be left out where auth.method is " + word(method) + ", which does not use it";
                report.accept(Violation.of(root + ".auth." + key, rule, root + ".auth.method"));
            }
        }));
    }

    private static void authorityEncrypted(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (root, platform) -> platform.auth()
                .authorityHost()
                .filter(authority -> !"https".equalsIgnoreCase(authority.getScheme()) || !EndpointRules.bare(authority))
                .ifPresent(authority -> report.accept(Violation.of(
                        root + ".auth.authority-host",
                        "must be an https URL with a host and without user info, query and fragment"))));
    }

    private static void filesThere(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (root, platform) -> {
            fileThere(root + ".auth.certificate-file", platform.auth().certificateFile(), report);
            fileThere(root + ".auth.token-file", platform.auth().tokenFile(), report);
            fileThere(root + ".calls.trust-certificates", platform.calls().trustCertificates(), report);
        });
    }

    private static void fileThere(String key, Optional<String> file, Consumer<Violation> report) {
        file.filter(name -> !readable(name))
                .ifPresent(name -> report.accept(Violation.of(key, "must be a file that can be read")));
    }

    private static boolean readable(String file) {
        try {
            return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void workspaceNamed(RunbridgeConfig config, Consumer<Violation> report) {
        each(config, (root, platform) -> platform.auth().workspaceResourceId().ifPresent(id -> {
            String key = root + ".auth.workspace-resource-id";
            if (platform.type() != PlatformType.DATABRICKS) {
                report.accept(Violation.of(key, "can be set only where type is databricks", root + ".type"));
            }
            if (!WORKSPACE.matcher(id).matches()) {
                report.accept(Violation.of(
                        key,
                        "must read /subscriptions/…/resourceGroups/…/providers/Microsoft.Databricks/workspaces/…"));
            }
        }));
    }

    private static String word(Method method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void each(RunbridgeConfig config, Check check) {
        new TreeMap<>(config.platforms())
                .forEach((name, platform) -> check.of("runbridge.platforms." + name, platform));
    }

    /** Looks at one platform, whose keys begin so. */
    @FunctionalInterface
    private interface Check {
        void of(String root, PlatformConfig platform);
    }
}
