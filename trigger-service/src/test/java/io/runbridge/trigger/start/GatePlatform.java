package io.runbridge.trigger.start;

import io.runbridge.config.ConfigLoader;
import io.runbridge.platform.Platform;
import java.util.HashMap;
import java.util.Map;

/** A platform without adapters, for its gates. */
final class GatePlatform {

    private GatePlatform() {}

    static Platform with(String group, String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "runbridge.kafka.properties.bootstrap.servers", "unused:9092",
                "runbridge.schema-registry.properties.schema.registry.url", "mock://unused",
                "runbridge.platforms.dbx.type", "databricks",
                "runbridge.platforms.dbx.endpoint", "https://dbx.test",
                "runbridge.platforms.dbx.auth.method", "token",
                "runbridge.platforms.dbx.auth.token", "t"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put("runbridge.platforms.dbx." + group + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Platform("dbx", ConfigLoader.fromMap(settings).platforms().get("dbx"), Map.of());
    }
}
