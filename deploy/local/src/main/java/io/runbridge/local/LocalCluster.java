package io.runbridge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Broker, registry, simulator and any number of service instances on one machine, with the platforms {@link #SYNAPSE},
 * {@link #DATA_FACTORY} and {@link #DATABRICKS} configured. Any thread, one caller at a time.
 */
public final class LocalCluster implements AutoCloseable {
    /** The configured Synapse workspace. */
    public static final String SYNAPSE = "synapse-local";

    /** The configured data factory. */
    public static final String DATA_FACTORY = "factory-local";

    /** The configured Databricks workspace. */
    public static final String DATABRICKS = "databricks-local";

    /** A secret in the services' vault, and how a request refers to it. */
    public static final String VAULT_SECRET = "local-vault-s3cret";

    public static final String VAULT_REFERENCE = "vault://local/orders_key";

    private final LocalPorts ports;
    private final LocalFolder folder;
    private final Path settings;
    private final Broker broker;
    private final LocalRegistry registry;
    private final LocalSimulator simulator;

    private LocalCluster(
            LocalPorts ports, LocalFolder folder, Broker broker, LocalRegistry registry, LocalSimulator simulator) {
        this.ports = ports;
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
        this.simulator = simulator;
        this.settings = folder.path().resolve("application.yaml");
    }

    /**
     * Starts what the services need, side by side, and waits until all of it answers.
     *
     * @param brokers where the broker comes from, e.g. {@code LocalBroker::start}
     * @param progress told the name of each part and how long it took, from several threads
     * @throws LocalFailure if a port is taken or a part does not come up
     */
    public static LocalCluster start(LocalPorts ports, Broker.Source brokers, BiConsumer<String, Duration> progress) {
        return start(ports, brokers, LocalCluster.class.getResource("application.yaml"), progress);
    }

    /**
     * The same with another configuration of the services.
     *
     * @param template the file, with the placeholders of this module's own one
     */
    public static LocalCluster start(
            LocalPorts ports, Broker.Source brokers, URL template, BiConsumer<String, Duration> progress) {
        return start(ports, brokers, List.of(), template, progress);
    }

    /**
     * The same with a simulator that has further options.
     *
     * @param simulatorOptions of its virtual machine, behind its own ones, so that they win
     */
    public static LocalCluster start(
            LocalPorts ports,
            Broker.Source brokers,
            List<String> simulatorOptions,
            URL template,
            BiConsumer<String, Duration> progress) {
        ports.requireFree();
        LocalFolder folder = LocalFolder.create();
        CompletableFuture<Broker> broker =
                timed("Kafka broker", progress, () -> brokers.start(ports.kafka(), subfolder(folder, "broker")));
        CompletableFuture<LocalRegistry> registry = timed(
                "schema registry",
                progress,
                () -> LocalRegistry.start(ports.registry(), subfolder(folder, "registry")));
        CompletableFuture<LocalSimulator> simulator = timed(
                "simulator",
                progress,
                () -> LocalSimulator.start(
                        ports.http(), ports.https(), subfolder(folder, "simulator"), simulatorOptions));
        try {
            LocalCluster cluster = new LocalCluster(ports, folder, broker.join(), registry.join(), simulator.join());
            cluster.writeSettings(template);
            return cluster;
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * Prepares an instance of a service without starting it.
     *
     * @param name unique in this cluster
     * @param port its port for health and metrics
     */
    public LocalService service(LocalService.Kind kind, String name, int port) {
        return service(kind.program(), name, port, Map.of());
    }

    /**
     * Prepares an instance of anything that is configured like a service.
     *
     * @param further placeholders beyond the usual ones, or in place of them
     */
    public LocalService service(LocalService.Program program, String name, int port, Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "LOCAL_KAFKA", broker.bootstrapServers(),
                "LOCAL_REGISTRY", registry.url(),
                "LOCAL_HTTP", simulator.httpUrl(),
                "LOCAL_HTTPS", simulator.httpsUrl(),
                "LOCAL_CA_FILE", simulator.authorityFile().toString(),
                "LOCAL_SYNAPSE_SECRET", LocalSimulator.CLIENT_SECRET,
                "LOCAL_DATABRICKS_TOKEN", LocalSimulator.DATABRICKS_TOKEN,
                "LOCAL_VAULT_orders_key", VAULT_SECRET));
        environment.putAll(further);
        return new LocalService(program, name, port, folder.path(), settings, environment);
    }

    public LocalPorts ports() {
        return ports;
    }

    public Broker broker() {
        return broker;
    }

    public LocalRegistry registry() {
        return registry;
    }

    public LocalSimulator simulator() {
        return simulator;
    }

    /** Settings, state and logs of all parts. */
    public Path folder() {
        return folder.path();
    }

    /** Leaves settings, state and logs behind when the cluster is closed. */
    public void keepFolder() {
        folder.keep();
    }

    /** What users of the contract connect with. */
    public ContractClient client() {
        return new ContractClient(broker.bootstrapServers(), registry.url());
    }

    /** Stops simulator, registry and broker and deletes the folder; services are to be stopped before. */
    @Override
    public void close() {
        simulator.close();
        registry.close();
        broker.close();
        folder.close();
    }

    private void writeSettings(URL template) {
        try (InputStream content = template.openStream()) {
            Files.copy(content, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> CompletableFuture<T> timed(
            String name, BiConsumer<String, Duration> progress, Supplier<T> start) {
        return CompletableFuture.supplyAsync(() -> {
            long begin = System.nanoTime();
            T started = start.get();
            progress.accept(name, Duration.ofNanos(System.nanoTime() - begin));
            return started;
        });
    }

    private static Path subfolder(LocalFolder folder, String name) {
        try {
            return Files.createDirectory(folder.path().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
