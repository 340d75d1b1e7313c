package io.runbridge.config;

import java.util.Map;
import java.util.TreeMap;

/** Settings for tests, to be changed and given to {@link ConfigLoader#fromMap}. */
public final class ConfigExamples {

    private ConfigExamples() {}

    /** The least that is a valid configuration: no platform. A new map at each call. */
    public static Map<String, String> minimal() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("runbridge.kafka.properties.bootstrap.servers", "localhost:9092");
        settings.put("runbridge.schema-registry.properties.schema.registry.url", "mock://test");
        return settings;
    }

    /** {@link #minimal()} with {@code synapse-test} and {@code databricks-test}. A new map at each call. */
    public static Map<String, String> withPlatforms() {
        Map<String, String> settings = minimal();
        String synapse = "runbridge.platforms.synapse-test.";
        settings.put(synapse + "type", "synapse");
        settings.put(synapse + "endpoint", "https://synapse.test");
        settings.put(synapse + "auth.method", "client-secret");
        settings.put(synapse + "auth.tenant-id", "tenant");
        settings.put(synapse + "auth.client-id", "client");
        settings.put(synapse + "auth.client-secret", "synapse-s3cret");
        String databricks = "runbridge.platforms.databricks-test.";
        settings.put(databricks + "type", "databricks");
        settings.put(databricks + "endpoint", "https://databricks.test");
        settings.put(databricks + "auth.method", "token");
        settings.put(databricks + "auth.token", "databricks-s3cret");
        return settings;
    }
}
