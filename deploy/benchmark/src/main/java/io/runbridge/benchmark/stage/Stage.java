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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Broker, registry and simulator as processes of their own, and the services and peers that a scenario adds to them. All
 * virtual machines compile to the end, unlike those of deploy/local, which are made to start quickly. One caller at a
 * time.
 */
public final class Stage implements AutoCloseable {
    /** Of whoever is measured, ours and peers alike. */
    public static final List<String> MEASURED = List.of("-Xms1g", "-Xmx1g", "-XX:TieredStopAtLevel=4");

    private static final List<String> BROKER = List.of("-Xms768m", "-Xmx768m", "-XX:TieredStopAtLevel=4");
    private static final List<String> SIMULATOR = List.of("-Xms1g", "-Xmx2g", "-XX:TieredStopAtLevel=4");

    private final LocalCluster cluster;
    private final List<AutoCloseable> started = new ArrayList<>();

    private Stage(LocalCluster cluster) {
        this.cluster = cluster;
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
        return new Stage(LocalCluster.start(
                LocalPorts.free(),
                (port, folder) -> LocalBroker.start(port, folder, BROKER),
                simulatorOptions,
                Stage.class.getResource("/io/runbridge/benchmark/application.yaml"),
                (part, took) -> progress.accept("%s up after %d ms".formatted(part, took.toMillis()))));
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
        return service.start(MEASURED).awaitReady();
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
     * @param name unique on this stage
     * @param environment added to ours
     */
    public LocalProcess start(
            String name, String classPath, String mainClass, List<String> arguments, Map<String, String> environment) {
        LocalProcess process = LocalProcess.start(new JavaCommand(
                name,
                classPath,
                mainClass,
                arguments,
                MEASURED,
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
        return cluster.simulator().control();
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
