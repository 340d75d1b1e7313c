package io.runbridge.acceptance.campaign.fault;

import java.util.Locale;

/** The faults that can be chosen, each with how many of it there are by default and in the short mix. */
public enum FaultKind {
    /** Instances die by kill -9 at random moments. */
    KILL(20, 3, true),
    /** The trigger-service dies at nine named points on three platform types. */
    POINTS(27, 9, true),
    /** Instances are frozen for longer than their session. */
    ZOMBIE(5, 1, false),
    /** Answers to starts are lost; the count is for each platform type. */
    LOST(300, 30, true),
    /** Broker and registry are killed, frozen and cut off. */
    BROKER(5, 2, false),
    /** Instances come and go in an orderly way. */
    REBALANCE(6, 2, false),
    /** Cancels at every moment. */
    CANCEL(300, 40, false),
    /** Records that nobody can process. */
    POISON(1_000, 100, false),
    /** Hostile bodies and codes in answers to starts, looks and cancels. */
    ANSWERS(500, 60, false);

    private final int usual;
    private final int few;
    private final boolean makesDoubt;

    FaultKind(int usual, int few, boolean makesDoubt) {
        this.usual = usual;
        this.few = few;
        this.makesDoubt = makesDoubt;
    }

    /** How many by default. */
    public int usual() {
        return usual;
    }

    /** How many in the short mix. */
    public int few() {
        return few;
    }

    /** Whether it must leave starts in doubt, some of which are adopted and some made again. */
    public boolean makesDoubt() {
        return makesDoubt;
    }

    /** As it is chosen and reported. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Plays it.
     *
     * @param beyondSettle whether what is late comes only after the settle time
     */
    public FaultPhase phase(boolean beyondSettle) {
        return switch (this) {
            case KILL -> new KillPhase();
            case POINTS -> new PointsPhase();
            case ZOMBIE -> new ZombiePhase();
            case LOST -> new LostPhase(beyondSettle);
            case BROKER -> new BrokerPhase();
            case REBALANCE -> new RebalancePhase();
            case CANCEL -> new CancelPhase();
            case POISON -> new PoisonPhase();
            case ANSWERS -> new AnswersPhase();
        };
    }
}
