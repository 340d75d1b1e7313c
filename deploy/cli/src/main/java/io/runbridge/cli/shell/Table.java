package io.runbridge.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of short texts: aligned under a heading for a person, tab-separated without one for a program. Texts must be safe
 * already. One thread.
 */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heading) {
        this.heading = List.of(heading);
    }

    /** Adds a row with one text for each column. */
    public void add(String... row) {
        if (row.length != heading.size()) {
            throw new IllegalArgumentException("A row needs " + heading.size() + " texts, not " + row.length);
        }
        rows.add(List.of(row));
    }

    /** The rows as lines, with the heading if a person ({@code terminal}) reads them. */
    public List<String> lines(boolean terminal) {
        if (!terminal) {
            return rows.stream().map(row -> String.join("\t", row)).toList();
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        int[] widths = new int[heading.size()];
        List<List<String>> all = new ArrayList<>(List.of(heading));
        all.addAll(rows);
        all.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], width(row.get(i)))));
        return all.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length - 1; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - width(row.get(i))))
                    .append(GAP);
        }
        return line.append(row.get(widths.length - 1)).toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public String toString() {
        return rows.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
