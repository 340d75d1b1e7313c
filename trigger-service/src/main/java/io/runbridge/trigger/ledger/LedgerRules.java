package io.runbridge.trigger.ledger;

import io.runbridge.config.RunbridgeConfig.TriggerConfig;
import io.runbridge.platform.Platform;
import io.runbridge.trigger.admit.Admission;
import io.runbridge.trigger.start.ClaimLease;
import io.runbridge.trigger.start.StartGates;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What all ledger tasks of a process share: the rules and the gates. Immutable but for the gates; any thread. */
public final class LedgerRules {

    private final Targets targets;
    private final TriggerConfig config;
    private final StartGates gates;
    private final TriggerMetrics metrics;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Duration leaseLength;
    private final Admission admission;
    private final StartRules start;
    private final CancelRules cancel;
    private final ForeignCancels foreign;
    private final DoubtRules doubt;
    private final UndecidedRules undecided;
    private final Deadlines deadlines;

    /**
     * Rules for the given platforms.
     *
     * @param leaseLength how long after its claim a start may leave: session timeout less heartbeat interval less 1 s
     * @param nanoTime monotonic, {@code System::nanoTime} but in tests
     */
    public LedgerRules(
            Map<String, Platform> platforms,
            TriggerConfig config,
            StartGates gates,
            TriggerMetrics metrics,
            Clock clock,
            LongSupplier nanoTime,
            Duration leaseLength) {
        RandomGenerator random = RandomGenerator.getDefault();
        this.targets = new Targets(platforms);
        this.config = config;
        this.gates = gates;
        this.metrics = metrics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.leaseLength = leaseLength;
        this.admission = new Admission(platforms);
        this.start = new StartRules(targets, config, random);
        this.cancel = new CancelRules(random);
        this.foreign = new ForeignCancels(targets, config.cancelForeign());
        this.doubt = new DoubtRules(targets);
        this.undecided = new UndecidedRules(targets);
        this.deadlines = new Deadlines(targets, config, leaseLength);
    }

    Targets targets() {
        return targets;
    }

    TriggerConfig config() {
        return config;
    }

    StartGates gates() {
        return gates;
    }

    /** Counted by all tasks. */
    public TriggerMetrics metrics() {
        return metrics;
    }

    Admission admission() {
        return admission;
    }

    StartRules start() {
        return start;
    }

    CancelRules cancel() {
        return cancel;
    }

    ForeignCancels foreign() {
        return foreign;
    }

    DoubtRules doubt() {
        return doubt;
    }

    UndecidedRules undecided() {
        return undecided;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** A lease that begins now. */
    ClaimLease lease() {
        return ClaimLease.begin(clock, nanoTime, leaseLength);
    }
}
