package io.runbridge.benchmark.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what a scenario measures, round by round. One thread at a time. */
public final class Scoreboard {
    private static final int RATIO_DECIMALS = 2;

    private final String name;
    private final String title;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Set<Metric> metrics = new LinkedHashSet<>();
    private final Map<String, Map<Metric, List<Double>>> values = new LinkedHashMap<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * An empty board.
     *
     * @param name of the scenario, also of its files: lower case, digits and hyphens
     * @param title one sentence
     */
    public Scoreboard(String name, String title) {
        this.name = name;
        this.title = title;
    }

    /** Says with what it is played. */
    public Scoreboard setting(String setting, Object value) {
        settings.put(setting, String.valueOf(value));
        return this;
    }

    /** Takes one round's value. */
    public void add(String contestant, Metric metric, double value) {
        metrics.add(metric);
        values.computeIfAbsent(contestant, key -> new LinkedHashMap<>())
                .computeIfAbsent(metric, key -> new ArrayList<>())
                .add(value);
    }

    /** Median over the rounds so far. */
    public double median(String contestant, Metric metric) {
        return Spread.of(values.getOrDefault(contestant, Map.of()).getOrDefault(metric, List.of()))
                .median();
    }

    /** Compares two medians: ours divided by the peer's. */
    public void ratio(Metric metric, String contestant, String peer, Optional<Target> target) {
        comparisons.add(new Comparison(
                metric.name() + ": " + contestant + " / " + peer,
                median(contestant, metric) / median(peer, metric),
                "x",
                RATIO_DECIMALS,
                metric.wanted(),
                target));
    }

    /** Holds a median against a target. */
    public void goal(Metric metric, String contestant, Target target) {
        comparisons.add(new Comparison(
                metric.name() + ": " + contestant,
                median(contestant, metric),
                metric.unit(),
                metric.decimals(),
                metric.wanted(),
                Optional.of(target)));
    }

    /** Says what a reader must know. */
    public void note(String text) {
        notes.add(text);
    }

    /** All of it. */
    public Result result() {
        List<Result.Row> rows = new ArrayList<>();
        values.forEach((contestant, row) -> rows.add(new Result.Row(contestant, row)));
        return new Result(name, title, settings, List.copyOf(metrics), rows, comparisons, notes);
    }
}
