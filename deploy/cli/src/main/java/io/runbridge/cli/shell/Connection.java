package io.runbridge.cli.shell;

import io.runbridge.event.RegistryClient;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import picocli.CommandLine.Option;

/**
 * Where broker and registry are. An option wins over the file of settings, the file over the environment. One thread.
 */
public final class Connection {

    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String REGISTRY_URL = "schema.registry.url";
    private static final List<String> REGISTRY_PREFIXES =
            List.of("schema.registry.", "basic.auth.", "bearer.auth.", "request.header.");

    /** A person waits: a broker that does not answer is to be reported soon, milliseconds. */
    private static final String PATIENCE_MS = "15000";

    /** Longest record of our topics, with what a batch adds, bytes. */
    private static final int LONGEST = 5 * 1024 * 1024;

    private final Map<String, String> environment;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "Kafka broker; default: bootstrap.servers of --config, then $KAFKA_BOOTSTRAP_SERVERS.")
    private Optional<String> bootstrapServer = Optional.empty();

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "Schema registry; default: schema.registry.url of --config, then $SCHEMA_REGISTRY_URL.")
    private Optional<String> schemaRegistry = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties with Kafka's and Confluent's own names, e.g. security.protocol.")
    private Optional<Path> file = Optional.empty();

    public Connection(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Settings of a reader without a group that sees committed records only. */
    public Map<String, Object> consumer() {
        Map<String, Object> settings = kafka();
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LONGEST);
        return settings;
    }

    /** Settings of a writer that repeats nothing and is done when all replicas have it. */
    public Map<String, Object> producer() {
        Map<String, Object> settings = kafka();
        settings.keySet().retainAll(ProducerConfig.configNames());
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LONGEST);
        return settings;
    }

    /** The registry, if one is named. */
    public Optional<RegistryClient> registry() {
        Map<String, String> settings = new HashMap<>();
        written().forEach((key, value) -> {
            if (REGISTRY_PREFIXES.stream().anyMatch(key::startsWith)) {
                settings.put(key, value);
            }
        });
        given(schemaRegistry, "SCHEMA_REGISTRY_URL", settings.get(REGISTRY_URL))
                .ifPresent(url -> settings.put(REGISTRY_URL, url));
        if (!settings.containsKey(REGISTRY_URL)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RegistryClient.connect(settings));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CliExit.USAGE, "The schema registry cannot be used: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> kafka() {
        Map<String, Object> settings = new HashMap<>(written());
        String servers = given(bootstrapServer, "KAFKA_BOOTSTRAP_SERVERS", (String) settings.get(BOOTSTRAP))
                .orElseThrow(() -> new CommandFailure(
                        CliExit.USAGE,
                        "No broker is named: give --bootstrap-server HOST:PORT, set KAFKA_BOOTSTRAP_SERVERS, or write"
                                + " bootstrap.servers into the file of --config."));
        settings.put(BOOTSTRAP, Arrays.asList(servers.split(",", -1)));
        settings.put("client.id", "runctl");
        return settings;
    }

    private Optional<String> given(Optional<String> option, String variable, String inFile) {
        return option.or(() -> Optional.ofNullable(inFile))
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(text -> !text.isBlank());
    }

    private Map<String, String> written() {
        if (file.isEmpty()) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file.get())) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    CliExit.USAGE,
                    "The file of settings " + SafeText.of(file.get().toString()) + " cannot be read: is it there, and"
                            + " are its lines key=value?",
                    e);
        }
        Map<String, String> written = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> written.put(key, properties.getProperty(key)));
        return written;
    }
}
