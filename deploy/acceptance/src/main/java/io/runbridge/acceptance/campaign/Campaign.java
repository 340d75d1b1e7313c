package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Arena;
import io.runbridge.acceptance.campaign.arena.Mix;
import io.runbridge.acceptance.campaign.arena.Patience;
import io.runbridge.acceptance.campaign.arena.Tally;
import io.runbridge.acceptance.campaign.fault.FaultKind;
import io.runbridge.acceptance.campaign.fault.FaultPhase;
import io.runbridge.acceptance.campaign.oracle.Asked;
import io.runbridge.acceptance.campaign.oracle.Breach;
import io.runbridge.acceptance.campaign.oracle.Ledgers;
import io.runbridge.acceptance.campaign.oracle.Oracle;
import io.runbridge.local.LocalFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One campaign from its start to its result. One thread. */
public final class Campaign {
    private static final Duration WARM_LIMIT = Duration.ofMinutes(2);
    private static final Duration REST_LIMIT = Duration.ofMinutes(20);
    private static final Duration END_LIMIT = Duration.ofSeconds(90);
    private static final long LOOK_MS = 1_000;
    private static final long NANOS = 1_000_000;
    private static final int WARM = 20;

    private final CampaignOptions options;
    private final Consumer<String> progress;
    private final List<Tally> tallies = new ArrayList<>();

    private Campaign(CampaignOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param progress told in words how far it is
     * @throws io.runbridge.local.LocalFailure if something of the campaign's own could not be started or reached
     */
    public static CampaignResult run(CampaignOptions options, Consumer<String> progress) {
        return new Campaign(options, progress).run();
    }

    private CampaignResult run() {
        SplittableRandom root = new SplittableRandom(options.seed());
        SplittableRandom requests = root.split();
        // Every kind has its own source, so that a fault alone goes as it does among others.
        Map<FaultKind, SplittableRandom> sources = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            sources.put(kind, root.split());
        }
        Consumer<String> drawn = options.verbose() ? progress : nothing -> {};
        try (Arena arena = Arena.open(options.setup(), requests, drawn, progress)) {
            try {
                timed(arena, "warm", tally -> warmUp(arena));
                options.faults().forEach((kind, count) -> play(arena, kind, count, sources.get(kind)));
                rest(arena);
                CampaignResult result = judge(arena);
                if (!result.passed()) {
                    arena.keepFolder();
                    progress.accept("logs and state stay in " + arena.cluster().folder());
                    Story.tell(arena, result, progress);
                }
                return result;
            } catch (RuntimeException e) {
                arena.keepFolder();
                progress.accept("logs and state stay in " + arena.cluster().folder());
                throw e;
            }
        }
    }

    private static void warmUp(Arena arena) {
        Patience.require(
                WARM_LIMIT,
                WARM + " ended requests",
                () -> arena.load().sent() > WARM
                        && arena.load().sent() - arena.load().waiting() >= WARM);
    }

    private void play(Arena arena, FaultKind kind, int count, SplittableRandom random) {
        FaultPhase phase = kind.phase(options.beyondSettle());
        timed(arena, kind.word(), tally -> {
            try {
                phase.play(arena, tally, count, random);
                arena.calm();
            } catch (LocalFailure e) {
                // An instance that does not come back is a failure of its own; what was promised is judged all the
                // same.
                tally.failed(e.getMessage());
                arena.fleet().killAll();
                arena.calm();
            }
        });
    }

    /** The load outlasts the last fault by a settle time, and until all requests that were ordered are sent. */
    private void rest(Arena arena) {
        timed(arena, "calm", tally -> {
            Patience.pause(options.setup().scale().settle().toMillis());
            Patience.require(
                    REST_LIMIT,
                    options.requests() + " requests",
                    () -> arena.load().sent() >= options.requests());
        });
    }

    private void timed(Arena arena, String name, Consumer<Tally> work) {
        Tally tally = arena.begin(name, Mix.ALL);
        long begin = System.nanoTime();
        int kills = arena.fleet().kills();
        long lookUps = arena.lookUps();
        work.accept(tally);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        tally.ended(took, arena.fleet().kills() - kills, arena.lookUps() - lookUps);
        tallies.add(tally);
        progress.accept(String.format(
                Locale.ROOT,
                "%s: %d faults in %d s, %d requests so far",
                name,
                tally.injectedCount(),
                took.toSeconds(),
                arena.load().sent()));
    }

    /** The load is over: what is not settled after twice the settle time is lost; what runs is waited for. */
    private CampaignResult judge(Arena arena) {
        Tally tally = arena.begin("end", Mix.ALL);
        long lookUps = arena.lookUps();
        arena.load().stop();
        long loadEnd = System.nanoTime();
        Duration limit = options.setup().scale().settle().multipliedBy(2);
        Patience.until(limit, () -> arena.load().waiting() == 0);
        List<Breach> lost = Oracle.lost(ledgers(arena));
        // What a platform carries out late must have happened, or nobody could count it.
        long latest = options.beyondSettle()
                ? limit.toMillis()
                : options.setup().scale().latestMillis();
        Patience.pause(Math.max(0, latest - (System.nanoTime() - loadEnd) / NANOS));
        Patience.until(END_LIMIT, LOOK_MS, () -> quiet(arena));
        tally.ended(Duration.ZERO, 0, arena.lookUps() - lookUps);
        tallies.add(tally);
        Ledgers ledgers = ledgers(arena);
        List<Breach> breaches =
                Stream.concat(lost.stream(), Oracle.wrong(ledgers).stream()).toList();
        return new CampaignResult(
                options, ledgers, breaches, tallies, arena.fleet().kills());
    }

    /** Nothing more is to come. */
    private static boolean quiet(Arena arena) {
        Ledgers ledgers = ledgers(arena);
        return ledgers.asked().stream()
                        .map(Asked::requestId)
                        .allMatch(id -> arena.published().ended(id)
                                || ledgers.of(id).undecided()
                                || !arena.published().settled(id))
                && Oracle.wrong(ledgers).stream().noneMatch(breach -> breach.kind() == Breach.Kind.WRONG_STATUS);
    }

    private static Ledgers ledgers(Arena arena) {
        return new Ledgers(
                arena.load().asked(),
                arena.load().cancels(),
                arena.poisoned(),
                arena.refusals(),
                arena.simulator().runs().stream().map(Truth::of).toList(),
                arena.published().told(),
                arena.published().deadLetters());
    }
}
