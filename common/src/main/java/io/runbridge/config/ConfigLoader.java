package io.runbridge.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Loads the configuration: defaults, then a YAML file, then environment variables, then system properties, each
 * overriding what came before. Stateless, any thread; for the start of a process, not for later.
 */
public final class ConfigLoader {

    /** Read when no file is named and it exists. */
    public static final Path DEFAULT_FILE = Path.of("/etc/runbridge/application.yaml");

    private ConfigLoader() {}

    /**
     * The configuration of this process.
     *
     * @param file the YAML file; empty for {@link #DEFAULT_FILE}, which may be missing
     * @param secrets for values that are references to a vault
     * @throws ConfigurationException with every problem, secrets masked
     */
    public static LoadedConfig load(Optional<Path> file, SecretReader secrets) {
        Optional<Path> read = file.or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
        Map<String, String> properties = new TreeMap<>();
        System.getProperties().stringPropertyNames().forEach(key -> properties.put(key, System.getProperty(key)));
        return load(read, System.getenv(), properties, secrets);
    }

    /**
     * A configuration made of dotted keys alone, e.g. {@code runbridge.kafka.properties.bootstrap.servers}.
     *
     * @throws ConfigurationException with every problem, secrets masked
     */
    public static RunbridgeConfig fromMap(Map<String, String> settings) {
        return load(Optional.empty(), Map.of(), settings).config();
    }

    static LoadedConfig load(Optional<Path> file, Map<String, String> environment, Map<String, String> properties) {
        return load(file, environment, properties, SecretReader.NONE);
    }

    static LoadedConfig load(
            Optional<Path> file,
            Map<String, String> environment,
            Map<String, String> properties,
            SecretReader secrets) {
        Problems problems = new Problems();
        GivenSettings given = new GivenSettings(problems);
        file.ifPresent(path -> given.addFile(path, environment));
        given.addEnvironment(environment);
        given.addProperties(properties, "system property");
        WorkloadVariables.fill(given, environment);
        ConfigAssembly assembly = new ConfigAssembly(given.byKey(), problems);
        RunbridgeConfig config = assembly.assemble();
        if (given.refer()) {
            // The vaults are part of the configuration, so it is made once with references and once without.
            given.resolve(config.vaults(), secrets);
            problems.throwIfAny();
            config = assembly.assemble();
        }
        List<String> notes = new ArrayList<>(given.notes());
        if (config.platforms().isEmpty()) {
            notes.add("No platform is configured, so every request will be rejected");
        }
        return new LoadedConfig(config, assembly.effective(), notes);
    }
}
