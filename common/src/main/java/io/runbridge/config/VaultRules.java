package io.runbridge.config;

import io.runbridge.config.ConfigRules.Rule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules for vaults. Pure but for the look whether folders are there, any thread. */
final class VaultRules {

    static final List<Rule> ALL =
            List.of(VaultRules::nameFits, VaultRules::complete, VaultRules::placesUsable, VaultRules::identityUsable);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,100}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private static final Map<VaultConfig.Type, Map<String, Function<VaultConfig, Optional<?>>>> NEEDED = Map.of(
            VaultConfig.Type.ENVIRONMENT, Map.of("prefix", VaultConfig::prefix),
            VaultConfig.Type.DIRECTORY, Map.of("folder", VaultConfig::folder),
            VaultConfig.Type.KEY_VAULT, Map.of("url", VaultConfig::url, "identity-of", VaultConfig::identityOf));

    private VaultRules() {}

    private static void nameFits(RunbridgeConfig config, Consumer<Violation> report) {
        config.vaults().keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .forEach(name -> report.accept(
                        Violation.of(root(name), "must be named by 1 to 100 letters, digits and hyphens")));
    }

    private static void complete(RunbridgeConfig config, Consumer<Violation> report) {
        config.vaults().forEach((name, vault) -> new TreeMap<>(NEEDED.get(vault.type())).forEach((key, value) -> {
            if (value.apply(vault).isEmpty()) {
                String word = vault.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
                report.accept(Violation.of(
                        root(name) + "." + key, "is required where type is " + word, root(name) + ".type"));
            }
        }));
    }

    private static void placesUsable(RunbridgeConfig config, Consumer<Violation> report) {
        config.vaults().forEach((name, vault) -> {
            if (vault.prefix()
                    .filter(prefix -> !PREFIX.matcher(prefix).matches())
                    .isPresent()) {
                report.accept(Violation.of(
                        root(name) + ".prefix",
                        "must be 1 to 100 letters, digits and underscores that begin with no digit"));
            }
            if (vault.folder().filter(folder -> !isFolder(folder)).isPresent()) {
                report.accept(Violation.of(root(name) + ".folder", "must be a folder that can be read"));
            }
            if (vault.url().filter(url -> !isAddress(url)).isPresent()) {
                report.accept(Violation.of(
                        root(name) + ".url",
                        "must be an https URL with a host and without user info, query and fragment"));
            }
        });
    }

    private static boolean isFolder(String folder) {
        try {
            return Files.isDirectory(Path.of(folder)) && Files.isReadable(Path.of(folder));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isAddress(URI url) {
        return "https".equalsIgnoreCase(url.getScheme())
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static void identityUsable(RunbridgeConfig config, Consumer<Violation> report) {
        config.vaults().forEach((name, vault) -> vault.identityOf()
                .filter(platform -> Optional.ofNullable(config.platforms().get(platform))
                        .filter(found -> found.auth().method().entra())
                        .isEmpty())
                .ifPresent(platform -> report.accept(Violation.of(
                        root(name) + ".identity-of",
                        "must name a configured platform whose identity is Entra ID's, so not one whose auth.method is token or"
                                + " oauth-m2m"))));
    }

    private static String root(String name) {
        return "runbridge.vaults." + name;
    }
}
