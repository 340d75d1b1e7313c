package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.life.Agenda;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.Unsized;
import io.runbridge.simulator.life.World;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runs of a book by the time they were updated last, so that a query costs what it finds.
 *
 * <p>Event loop only. A run stands where it changed last. One whose lastUpdated moves on its own instead stands at that
 * time modulo the interval: it moves whenever the clock comes to the same remainder, so a window is one arc of a circle
 * or two, and nothing has to be done as time passes.
 */
final class UpdateTimes {

    /** A place among the runs; the number keeps those of one millisecond apart. */
    private record Place(long at, long number) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::at).thenComparingLong(Place::number);

        static Place before(long at) {
            return new Place(at, Long.MIN_VALUE);
        }

        static Place behind(long at) {
            return new Place(at, Long.MAX_VALUE);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Where a run stands, and among which. */
    private record Seat(NavigableMap<Place, PipelineRun> row, Place place) {}

    private final World world;
    private final NavigableMap<Place, PipelineRun> still = new TreeMap<>();
    private final NavigableMap<Place, PipelineRun> moving = new TreeMap<>();
    private final IdentityHashMap<PipelineRun, Seat> seats = new IdentityHashMap<>();
    private final Agenda<PipelineRun> changes = new Agenda<>();
    private long nextNumber;
    private long interval;

    UpdateTimes(World world) {
        this.world = world;
    }

    void add(PipelineRun run, long now) {
        seat(run, nextNumber++, now);
        run.life().whenTouched(() -> move(run, world.now()));
    }

    void remove(PipelineRun run) {
        Optional.ofNullable(seats.remove(run)).ifPresent(seat -> seat.row().remove(seat.place()));
    }

    /** Without effect on a run that is gone: the agenda does not forget. */
    private void move(PipelineRun run, long now) {
        Optional.ofNullable(seats.get(run)).ifPresent(seat -> {
            seat.row().remove(seat.place());
            seat(run, seat.place().number(), now);
        });
    }

    private void seat(PipelineRun run, long number, long now) {
        long changed = run.life().changedAt(now);
        Seat seat = interval > 0 && running(run, now)
                ? new Seat(moving, new Place(changed % interval, number))
                : new Seat(still, new Place(changed, number));
        seat.row().put(seat.place(), run);
        seats.put(run, seat);
        run.life().nextChange(now).ifPresent(next -> changes.add(next, run));
    }

    void clear() {
        still.clear();
        moving.clear();
        seats.clear();
        changes.clear();
    }

    /** The runs that were updated last inside the window, as seen at that time. */
    Stream<PipelineRun> within(Window window, long now) {
        changes.settle(now, run -> move(run, now));
        if (interval != interval()) {
            interval = interval();
            List.copyOf(seats.keySet()).forEach(run -> move(run, now));
        }
        return Stream.concat(arc(still, window.after(), window.before()), movingWithin(window, now));
    }

    /** The moving ones were all updated within the last interval. */
    private Stream<PipelineRun> movingWithin(Window window, long now) {
        long from = Math.max(window.after(), now - interval + 1);
        long to = Math.min(window.before(), now);
        if (interval == 0 || from > to) {
            return Stream.empty();
        }
        long first = Math.floorMod(from, interval);
        long last = Math.floorMod(to, interval);
        return first <= last
                ? arc(moving, first, last)
                : Stream.concat(arc(moving, first, interval), arc(moving, 0, last));
    }

    private static Stream<PipelineRun> arc(NavigableMap<Place, PipelineRun> row, long from, long to) {
        return from > to
                ? Stream.empty()
                : Unsized.stream(
                        row.subMap(Place.before(from), Place.behind(to)).values());
    }

    /** When a run was updated last: while it runs this moves on its own, if the switch says so. */
    long of(PipelineRun run, long now) {
        long changed = run.life().changedAt(now);
        long every = interval();
        return every > 0 && running(run, now) ? changed + (now - changed) / every * every : changed;
    }

    private static boolean running(PipelineRun run, long now) {
        return RunWords.status(run.life(), now).equals(RunWords.PHASES.get(1).word());
    }

    private long interval() {
        return world.settings().flag(Setting.LAST_UPDATED_MOVES)
                ? world.settings().number(Setting.LAST_UPDATED_MILLIS)
                : 0;
    }
}
