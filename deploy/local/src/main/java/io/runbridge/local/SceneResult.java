package io.runbridge.local;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The scene's end: one row for each request. Immutable, any thread. */
public record SceneResult(List<SceneRow> rows) {

    public SceneResult {
        rows = List.copyOf(rows);
    }

    /** Whether every request ended as it should, with the right number of runs and an orderly history. */
    public boolean ok() {
        return rows.stream().allMatch(SceneRow::ok);
    }

    void print(PrintStream out, Palette palette) {
        out.println(palette.paint(Palette.Tone.QUIET, line("request", "expected", "got", "runs", "ok")));
        for (SceneRow row : rows) {
            Palette.Tone tone = row.ok() ? Palette.Tone.GOOD : Palette.Tone.BAD;
            String verdict = row.ok() ? "yes" : "NO";
            out.println(palette.paint(
                    tone, line(row.requestId(), row.expected(), row.got(), Integer.toString(row.runs()), verdict)));
            row.broken().forEach(rule -> out.println(palette.paint(Palette.Tone.BAD, "    " + rule)));
        }
    }

    /** The rows as text, for a test's message. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append(System.lineSeparator()));
        return text.toString();
    }

    private static String line(String request, String expected, String got, String runs, String ok) {
        return String.format(Locale.ROOT, "%-26s  %-31s  %-31s  %4s  %s", request, expected, got, runs, ok)
                .stripTrailing();
    }
}
