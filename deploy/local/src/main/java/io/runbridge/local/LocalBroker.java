package io.runbridge.local;

import io.runbridge.local.broker.BrokerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker (KRaft) as a process of its own on the loopback interface. Its data
 * lives in a given folder, so that a start after a stop or a kill goes on with it. Any thread, one caller at a time.
 */
public final class LocalBroker implements Broker {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int REQUEST_LIMIT_MS = 5_000;
    private static final List<String> OPTIONS = List.of(
            "-Xms256m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=io/runbridge/local/logback-process.xml");

    private final BrokerNode node;
    private final int port;
    private final List<Listener> listeners;
    private final Path folder;
    private final Path settings;
    private final List<String> options;
    private LocalProcess process;

    private LocalBroker(BrokerNode node, int port, Optional<LocalProxy> proxy, Path folder, List<String> options) {
        this.node = node;
        this.port = port;
        this.options = options;
        this.listeners = listeners(port, proxy);
        this.folder = folder;
        this.settings = folder.resolve("server.properties");
    }

    /**
     * Starts a broker with empty data and waits until it answers.
     *
     * @param port the loopback port for clients
     * @param folder an existing, empty folder for data, settings and log
     * @throws LocalFailure if it does not come up within 90 seconds
     */
    public static LocalBroker start(int port, Path folder) {
        return start(BrokerNode.first(1), port, folder);
    }

    /**
     * The same with further options of its virtual machine.
     *
     * @param options come behind its own ones, so that they win
     */
    public static LocalBroker start(int port, Path folder, List<String> options) {
        return start(new LocalBroker(BrokerNode.first(1), port, Optional.empty(), folder, options), IMPATIENT);
    }

    /** Starts one broker of several; otherwise like {@link #start(int, Path)}. */
    static LocalBroker start(BrokerNode node, int port, Path folder) {
        return start(node, port, Optional.empty(), folder, IMPATIENT);
    }

    /**
     * Starts a broker that can also be reached through a proxy: whoever connects to the proxy's port is sent to the
     * proxy's port again by the broker's metadata. Otherwise like {@link #start(int, Path)}.
     *
     * @param defaults whether session and transaction times stay as they are out of the box
     */
    public static LocalBroker startBehind(LocalProxy proxy, int port, Path folder, boolean defaults) {
        return start(BrokerNode.first(1), port, Optional.of(proxy), folder, defaults ? Map.of() : IMPATIENT);
    }

    private static LocalBroker start(
            BrokerNode node, int port, Optional<LocalProxy> proxy, Path folder, Map<String, String> times) {
        return start(new LocalBroker(node, port, proxy, folder, List.of()), times);
    }

    private static LocalBroker start(LocalBroker broker, Map<String, String> times) {
        broker.writeSettings(times);
        broker.start();
        return broker;
    }

    /** One way in: where the broker listens, and what it tells clients that came this way. */
    private record Listener(String name, int port, int advertised) {}

    private static List<Listener> listeners(int port, Optional<LocalProxy> proxy) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener("PLAINTEXT", port, port));
        proxy.ifPresent(between -> listeners.add(new Listener("PROXIED", between.targetPort(), between.port())));
        return listeners;
    }

    private String listeners(ToIntFunction<Listener> portOf) {
        return listeners.stream()
                .map(listener -> listener.name() + "://localhost:" + portOf.applyAsInt(listener))
                .collect(Collectors.joining(","));
    }

    /** Starts the broker again with the data it has; does nothing while it runs. */
    public void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        JavaCommand command = new JavaCommand(
                "Kafka broker",
                LocalHome.find().brokerClassPath(),
                BrokerMain.class.getName(),
                List.of(node.clusterId(), settings.toString()),
                OPTIONS,
                folder.resolve("broker.log"));
        process = LocalProcess.start(command.with(options)).awaitReady(START_LIMIT, this::answers);
    }

    @Override
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** The running or last process, for signals that are not offered here. */
    public LocalProcess process() {
        return process;
    }

    /** Stops in an orderly way; the data stays. */
    public void stop() {
        process.stop();
    }

    /** Ends the broker at once (SIGKILL); the data stays as it is. */
    public void kill() {
        process.kill();
    }

    /** Freezes the broker: connections stay open, and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Lets a frozen broker go on. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        stop();
    }

    private boolean answers() throws Exception {
        // The plain connect comes first, because a client logs each refusal as a warning.
        if (!LocalPort.accepts(port)) {
            return false;
        }
        Map<String, Object> client = new HashMap<>();
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_LIMIT_MS);
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_LIMIT_MS);
        try (Admin admin = Admin.create(client)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        }
    }

    private void writeSettings(Map<String, String> times) {
        String controller = "localhost:" + node.controllerPort();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                node.controls() ? "broker,controller" : "broker",
                "node.id",
                Integer.toString(node.id()),
                "controller.quorum.voters",
                "1@" + controller,
                "listeners",
                listeners(Listener::port) + (node.controls() ? ",CONTROLLER://" + controller : ""),
                "advertised.listeners",
                listeners(Listener::advertised),
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                folder.resolve("data").toString()));
        properties.putAll(node.replication());
        properties.putAll(SMALL);
        properties.putAll(times);
        try (Writer writer = Files.newBufferedWriter(settings)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small machine; the services create their topics themselves. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"));

    /** Times after which the broker acts. */
    private static final Map<String, String> IMPATIENT = Map.of(
            // An open transaction of a killed writer hides the survivor's records: look for it every second, not every
            // ten.
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
            // A broker that comes back after a kill must wait until its former self counts as gone (9 s by default).
            "broker.heartbeat.interval.ms", "500",
            "broker.session.timeout.ms", "3000",
            "group.initial.rebalance.delay.ms", "0");
}
