package io.runbridge.acceptance.campaign.arena;

import io.runbridge.acceptance.campaign.oracle.Poisoned;
import io.runbridge.local.EventLog;
import io.runbridge.local.EventSender;
import io.runbridge.local.LocalBroker;
import io.runbridge.local.LocalCluster;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalPort;
import io.runbridge.local.LocalPorts;
import io.runbridge.local.LocalProxy;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import io.runbridge.local.LocalService.Program;
import io.runbridge.local.SimulatorControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Everything that a campaign needs on one machine: broker behind a proxy, registry, simulator, a fleet of both services,
 * a load and a reader. One caller at a time.
 */
public final class Arena implements AutoCloseable {
    private static final long RUN_MS = 1_500;
    private static final Duration IN_FLIGHT_LIMIT = Duration.ofMinutes(2);

    private final Scale scale;
    private final Consumer<String> drawn;
    private final LocalCluster cluster;
    private final LocalBroker broker;
    private final LocalProxy proxy;
    private final Fleet fleet;
    private final Published published = new Published();
    private final EventLog log;
    private final EventSender sender;
    private final SimulatorControl simulator;
    private final Load load;
    private final TakeOver takeOver;
    private final Map<String, Integer> refusals = new HashMap<>();
    private final List<Poisoned> poisoned = new ArrayList<>();

    private Arena(
            Setup setup,
            LocalCluster cluster,
            LocalBroker broker,
            LocalProxy proxy,
            Fleet fleet,
            RandomGenerator random,
            Consumer<String> drawn) {
        this.scale = setup.scale();
        this.drawn = drawn;
        this.cluster = cluster;
        this.broker = broker;
        this.proxy = proxy;
        this.fleet = fleet;
        this.simulator = cluster.simulator().control();
        this.log = EventLog.fromNow(cluster.client(), published);
        this.sender = new EventSender(cluster.client());
        this.load = new Load(sender, new RequestMaker(random), published, scale, setup.perSecond());
        this.takeOver = new TakeOver(sender, published, load);
    }

    /**
     * Starts everything and the load.
     *
     * @param drawn told what chance has decided
     * @param progress told in words how far it is
     */
    public static Arena open(Setup setup, RandomGenerator random, Consumer<String> drawn, Consumer<String> progress) {
        LocalProxy proxy = LocalProxy.to(LocalPort.free());
        AtomicReference<LocalBroker> broker = new AtomicReference<>();
        LocalCluster cluster = LocalCluster.start(
                LocalPorts.free(),
                (port, folder) -> {
                    broker.set(LocalBroker.startBehind(proxy, port, folder, setup.brokerDefaults()));
                    return broker.get();
                },
                Arena.class.getResource("/io/runbridge/acceptance/campaign/application.yaml"),
                (part, took) -> progress.accept("%s up after %d ms".formatted(part, took.toMillis())));
        Fleet fleet = new Fleet((kind, name) -> instance(setup, cluster, proxy, kind, name));
        try {
            JobPark.define(cluster.simulator().control(), RUN_MS);
            fleet.restore();
            progress.accept("both services up, logs and state in " + cluster.folder());
            if (setup.ended() > 0) {
                EndedRequests.fill(cluster.client(), setup.ended());
                progress.accept(setup.ended() + " requests have ended");
            }
            return new Arena(setup, cluster, broker.get(), proxy, fleet, random, drawn);
        } catch (RuntimeException e) {
            cluster.keepFolder();
            fleet.close();
            cluster.close();
            proxy.close();
            throw e;
        }
    }

    private static LocalService instance(Setup setup, LocalCluster cluster, LocalProxy proxy, Kind kind, String name) {
        Program program = kind == Kind.TRIGGER ? setup.starter().orElseGet(kind::program) : kind.program();
        return cluster.service(
                program,
                name,
                LocalPort.free(),
                Map.of(
                        "LOCAL_KAFKA", "localhost:" + proxy.port(),
                        "CAMPAIGN_DEADLINE", setup.scale().deadline().toMillis() + "ms",
                        "CAMPAIGN_SETTLE", setup.scale().settle().toSeconds() + "s"));
    }

    public Scale scale() {
        return scale;
    }

    public LocalCluster cluster() {
        return cluster;
    }

    /** The broker, which the services reach through the proxy only and the campaign itself past it. */
    public LocalBroker broker() {
        return broker;
    }

    /** Between the services and the broker. */
    public LocalProxy proxy() {
        return proxy;
    }

    public Fleet fleet() {
        return fleet;
    }

    public Published published() {
        return published;
    }

    public EventSender sender() {
        return sender;
    }

    public SimulatorControl simulator() {
        return simulator;
    }

    public Load load() {
        return load;
    }

    public TakeOver takeOver() {
        return takeOver;
    }

    /** Calls that list runs, so far. */
    public long lookUps() {
        return StartCalls.lookUps(simulator.calls());
    }

    /** Waits until the platforms hold at least so many starts that they have not answered. */
    public void awaitInFlight(int count) {
        Patience.require(
                IN_FLIGHT_LIMIT, count + " starts in flight", () -> StartCalls.inFlight(simulator.calls()) >= count);
    }

    /** The platform gave a start a final no, so that one request of it may end as refused. */
    public void refused(String platform) {
        refusals.merge(platform, 1, Integer::sum);
    }

    /** How many finals noes each platform was told to give. */
    public Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /** A record that nobody can process was sent. */
    public void poisoned(Poisoned record) {
        poisoned.add(record);
    }

    /** The records that nobody can process. */
    public List<Poisoned> poisoned() {
        return List.copyOf(poisoned);
    }

    /** Begins a phase: its requests carry its name. */
    public Tally begin(String phase, Mix mix) {
        load.phase(phase, mix);
        return new Tally(phase, drawn);
    }

    /** Takes back all faults and brings the usual instances back. */
    public void calm() {
        simulator.calm();
        simulator.set(Map.of("listingLagMillis", 0, "readLagMillis", 0));
        proxy.mend();
        broker.start();
        cluster.registry().start();
        fleet.restore();
    }

    /** Leaves logs and state behind. */
    public void keepFolder() {
        cluster.keepFolder();
    }

    @Override
    public void close() {
        load.close();
        fleet.close();
        sender.close();
        log.close();
        try {
            cluster.close();
        } catch (LocalFailure e) {
            // Whatever is left is ended with this process.
        }
        proxy.close();
    }
}
