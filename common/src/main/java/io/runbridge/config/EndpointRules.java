package io.runbridge.config;

import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rules for the addresses of platforms. Pure, any thread. */
final class EndpointRules {

    /** Names of subscriptions, resource groups and resources; not of dots alone, which browsers take for folders. */
    private static final Pattern SEGMENT = Pattern.compile("(?!\\.+$)[A-Za-z0-9._()-]{1,90}");

    private EndpointRules() {}

    static void usable(RunbridgeConfig config, Consumer<Violation> report) {
        PlatformRules.each(config, (name, platform) -> {
            URI endpoint = platform.endpoint();
            boolean web =
                    "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
            if (!web || !bare(endpoint)) {
                report.accept(Violation.of(
                        PlatformRules.root(name) + ".endpoint",
                        "must be an http or https URL with a host and without user info, query and fragment"));
            }
        });
    }

    static boolean bare(URI uri) {
        return uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    static void fitsType(RunbridgeConfig config, Consumer<Violation> report) {
        PlatformRules.each(config, (name, platform) -> {
            String path = platform.type().path();
            if (!path.isEmpty() && bare(platform.endpoint()) && !fits(platform.endpoint(), path)) {
                String rule = "must have the path " + path;
                report.accept(
                        Violation.of(PlatformRules.root(name) + ".endpoint", rule, PlatformRules.root(name) + ".type"));
            }
        });
    }

    /** Azure Resource Manager takes paths in any case. */
    private static boolean fits(URI endpoint, String path) {
        String[] given = trimmed(endpoint.getRawPath()).split("/", -1);
        String[] needed = path.split("/", -1);
        return given.length == needed.length
                && IntStream.range(0, needed.length)
                        .allMatch(i -> needed[i].startsWith("{")
                                ? SEGMENT.matcher(given[i]).matches()
                                : needed[i].equalsIgnoreCase(given[i]));
    }

    /** One workspace has one owner, which is found by the platform's name. */
    static void differ(RunbridgeConfig config, Consumer<Violation> report) {
        Map<String, String> owners = new HashMap<>();
        PlatformRules.each(config, (name, platform) -> {
            boolean anyCase = !platform.type().path().isEmpty();
            String owner = owners.putIfAbsent(normalised(platform.endpoint(), anyCase), name);
            if (owner != null) {
                String rule = "must differ from that of platform " + owner + ", it is the same place";
                report.accept(Violation.of(
                        PlatformRules.root(name) + ".endpoint", rule, PlatformRules.root(owner) + ".endpoint"));
            }
        });
    }

    private static String normalised(URI endpoint, boolean anyCase) {
        String scheme = lower(endpoint.getScheme());
        int port = endpoint.getPort() != -1 ? endpoint.getPort() : scheme.equals("https") ? 443 : 80;
        String path = trimmed(endpoint.normalize().getPath());
        return scheme + "://" + lower(endpoint.getHost()) + ":" + port + (anyCase ? lower(path) : path);
    }

    private static String trimmed(String path) {
        return path == null ? "" : path.replaceAll("/$", "");
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
