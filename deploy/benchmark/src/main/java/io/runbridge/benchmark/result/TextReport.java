package io.runbridge.benchmark.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A result as an aligned table for people. Pure. */
public final class TextReport {
    private static final String GAP = "  ";

    private TextReport() {}

    /** Title, settings, table, comparisons, notes. */
    public static String of(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(result.title());
        lines.add(result.settings().entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(" · ")));
        lines.add("");
        lines.addAll(aligned(cells(result)));
        if (!result.comparisons().isEmpty()) {
            lines.add("");
            lines.addAll(
                    aligned(result.comparisons().stream().map(TextReport::cells).toList()));
        }
        result.notes().forEach(note -> lines.add("* " + note));
        return String.join("\n", lines);
    }

    private static List<List<String>> cells(Result result) {
        List<List<String>> table = new ArrayList<>();
        List<String> heading = new ArrayList<>(List.of("median (least … most)"));
        result.metrics().forEach(metric -> heading.add(metric.title()));
        table.add(heading);
        for (Result.Row row : result.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.contestant()));
            for (Metric metric : result.metrics()) {
                cells.add(Optional.ofNullable(row.values().get(metric))
                        .map(values -> cell(Spread.of(values), metric))
                        .orElse("–"));
            }
            table.add(cells);
        }
        return table;
    }

    private static List<String> cells(Comparison comparison) {
        List<String> cells = new ArrayList<>();
        cells.add(comparison.what());
        cells.add(number(comparison.value(), comparison.decimals()) + " " + comparison.unit());
        comparison.target().ifPresent(target -> {
            cells.add("goal " + number(target.goal(), comparison.decimals())
                    + target.stretch()
                            .map(more -> ", stretch " + number(more, comparison.decimals()))
                            .orElse(""));
            cells.add(comparison.verdict().orElseThrow());
        });
        return cells;
    }

    private static String cell(Spread spread, Metric metric) {
        String median = number(spread.median(), metric.decimals());
        return spread.rounds() == 1
                ? median
                : median + " (" + number(spread.least(), metric.decimals()) + " … "
                        + number(spread.most(), metric.decimals()) + ")";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static List<String> aligned(List<List<String>> table) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : table) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return table.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths.get(i) - row.get(i).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
