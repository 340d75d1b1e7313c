package io.runbridge.platform.testing;

import io.runbridge.config.ConfigLoader;
import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.PlatformType;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The configuration of one platform, for tests. */
public final class PlatformSettings {

    private static final String ROOT = "runbridge.platforms.test.";

    private PlatformSettings() {}

    /**
     * A platform with a fixed token.
     *
     * @param more settings below the platform that differ, e.g. {@code calls.deadline}; with {@code auth.method} they name
     *     the whole identity
     */
    public static PlatformConfig of(PlatformType type, URI endpoint, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "runbridge.kafka.properties.bootstrap.servers",
                "localhost:9092",
                "runbridge.schema-registry.properties.schema.registry.url",
                "mock://test",
                ROOT + "type",
                type.name().toLowerCase(Locale.ROOT),
                ROOT + "endpoint",
                endpoint.toString()));
        if (!more.containsKey("auth.method")) {
            identity(type).forEach((key, value) -> settings.put(ROOT + key, value));
        }
        more.forEach((key, value) -> settings.put(ROOT + key, value));
        settings.compute(ROOT + "endpoint", (key, value) -> whole(type, value));
        return ConfigLoader.fromMap(settings).platforms().get("test");
    }

    private static Map<String, String> identity(PlatformType type) {
        return type.takesAccessToken()
                ? Map.of("auth.method", "token", "auth.token", "dapi-test-token")
                : Map.of(
                        "auth.method", "client-secret",
                        "auth.tenant-id", "tenant",
                        "auth.client-id", "client",
                        "auth.client-secret", "very-secret");
    }

    /** With the path that its type needs, if it has none. */
    private static String whole(PlatformType type, String endpoint) {
        return URI.create(endpoint).getPath().isEmpty() ? endpoint + path(type) : endpoint;
    }

    /** The path of endpoints of this type, made up where it varies. */
    public static String path(PlatformType type) {
        return type.path().replaceAll("[{}]", "");
    }
}
