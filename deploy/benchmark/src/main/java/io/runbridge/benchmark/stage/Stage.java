package io.runbridge.benchmark.stage;

import io.runbridge.local.ContractClient;
import io.runbridge.local.JavaCommand;
import io.runbridge.local.LocalBroker;
import io.runbridge.local.LocalCluster;
import io.runbridge.local.LocalPort;
import io.runbridge.local.LocalPorts;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import io.runbridge.local.SimulatorControl;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Broker, registry and simulator as processes of their own, and the services and peers that a scenario adds to them. All
 * virtual machines compile to the end, unlike those of deploy/local, which are made to start quickly. One caller at a
 * time.
 */
public final class Stage implements AutoCloseable {
    /** Of whoever is measured, ours and peers alike. */
    public static final List<String> MEASURED = List.of("-Xms1g", "-Xmx1g", "-XX:TieredStopAtLevel=4");

    /** System property: whether the folder with logs and state stays when a stage is closed. */
    public static final String KEEP = "runbridge.benchmark.keep";

    private static final List<String> BROKER = List.of("-Xms768m", "-Xmx768m", "-XX:TieredStopAtLevel=4");
    private static final List<String> SIMULATOR = List.of("-Xms1g", "-Xmx2g", "-XX:TieredStopAtLevel=4");

    /** LocalService has it already, and two of them are an error. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    /** Where the classes of deploy/local lie. */
    private static final String WATCH = LocalProcess.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath();

    private final LocalCluster cluster;
    private final LocalBroker broker;
    private final SimulatorControl simulator;
    private final List<AutoCloseable> started = new ArrayList<>();
    private Topics topics;

    private Stage(LocalCluster cluster, LocalBroker broker) {
        this.cluster = cluster;
        this.broker = broker;
        this.simulator = cluster.simulator().control();
    }

    /**
     * Starts broker, registry and simulator and waits until they answer.
     *
     * @param progress told in words how far it is
     */
    public static Stage open(Consumer<String> progress) {
        return open(SIMULATOR, progress);
    }

    /**
     * The same with options of the simulator's virtual machine in place of the usual ones, e.g. for more memory.
     */
    public static Stage open(List<String> simulatorOptions, Consumer<String> progress) {
        AtomicReference<LocalBroker> broker = new AtomicReference<>();
        LocalCluster cluster = LocalCluster.start(
                LocalPorts.free(),
                (port, folder) -> {
                    broker.set(LocalBroker.start(port, folder, BROKER));
                    return broker.get();
                },
                simulatorOptions,
                Stage.class.getResource("/io/runbridge/benchmark/application.yaml"),
                (part, took) -> progress.accept("%s up after %d ms".formatted(part, took.toMillis())));
        if (Boolean.getBoolean(KEEP)) {
            cluster.keepFolder();
            progress.accept("logs and state are in " + cluster.folder());
        }
        return new Stage(cluster, broker.get());
    }

    /**
     * Starts an instance of a service and waits until it is ready. It is stopped with the stage, if not before.
     *
     * @param name unique on this stage
     * @param settings values of the placeholders in this module's application.yaml; those without a value have the
     *     product's default
     */
    public LocalService start(LocalService.Kind kind, String name, Map<String, String> settings) {
        return start(prepare(kind, name, settings));
    }

    /** Starts, or starts again, what was prepared before, and waits until it is ready. */
    public LocalService start(LocalService service) {
        return start(service, MEASURED);
    }

    /** The same with options of its virtual machine in place of the usual ones, e.g. for less memory. */
    public LocalService start(LocalService service, List<String> virtualMachine) {
        List<String> options = new ArrayList<>(virtualMachine);
        if (Recordings.wanted()) {
            options.add(Recordings.OPTION);
        }
        return service.start(options).awaitReady();
    }

    /** Stops an instance; what it recorded, if anything, is kept. */
    public void stop(LocalService service) {
        if (Recordings.wanted() && service.isAlive()) {
            Recordings.keep(service.process());
        }
        service.stop();
    }

    /** Prepares an instance without starting it, so that it can be started more than once with the state it left. */
    public LocalService prepare(LocalService.Kind kind, String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("BENCHMARK_HTTP_PORT", Integer.toString(cluster.ports().http()));
        LocalService service = cluster.service(kind.program(), name, LocalPort.free(), all);
        started.add(service);
        return service;
    }

    /**
     * Starts any other Java program, a peer for instance, without waiting. It is stopped with the stage, if not before.
     *
     * @param classPath what it needs; what watches over a child process is added
     * @param name unique on this stage
     * @param environment added to ours
     */
    public LocalProcess start(
            String name, String classPath, String mainClass, List<String> arguments, Map<String, String> environment) {
        List<String> options = new ArrayList<>(MEASURED);
        options.add(COLLECTOR);
        LocalProcess process = LocalProcess.start(new JavaCommand(
                name,
                classPath + File.pathSeparator + WATCH,
                mainClass,
                arguments,
                options,
                environment,
                cluster.folder().resolve(name + ".log")));
        started.add(process);
        return process;
    }

    /** What users of the contract connect with. */
    public ContractClient client() {
        return cluster.client();
    }

    /** How runs go, what the platforms were asked, and which faults happen. */
    public SimulatorControl simulator() {
        return simulator;
    }

    /** Topics of peers; closed with the stage. */
    public Topics topics() {
        if (topics == null) {
            topics = new Topics(cluster.broker().bootstrapServers());
            started.add(topics);
        }
        return topics;
    }

    /** The broker's process, to see what it uses. */
    public LocalProcess broker() {
        return broker.process();
    }

    /** Lets a call take so long; it is carried out at once. */
    public void answerAfter(String operation, int millis) {
        simulator.fault(Map.of("operation", operation, "delayMillis", millis, "count", -1, "execute", "AT_ONCE"));
    }

    /** A token for Synapse as its clients get it, for peers that do not ask for one themselves. */
    public String synapseToken() {
        return PlatformToken.synapse(cluster.simulator().httpUrl());
    }

    /** All parts. */
    public LocalCluster cluster() {
        return cluster;
    }

    /** Stops everything in the opposite order. */
    @Override
    public void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            close(started.get(i));
        }
        cluster.close();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
