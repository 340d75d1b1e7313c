package io.runbridge.benchmark.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result as bars, one panel a metric, with a whisker from the least to the most of the rounds. Pure. */
final class SvgChart {
    private static final int LABEL = 230;
    private static final int BAR = 420;
    private static final int VALUE = 170;
    private static final int ROW = 26;
    private static final int MARGIN = 20;
    private static final int TITLE = 34;
    private static final int HEADING = 30;
    private static final List<String> COLOURS =
            List.of("#2b6cb0", "#b7791f", "#718096", "#2f855a", "#9b2c2c", "#6b46c1");

    private final Result result;
    private final StringBuilder body = new StringBuilder();
    private int y = MARGIN;

    private SvgChart(Result result) {
        this.result = result;
    }

    static String of(Result result) {
        SvgChart chart = new SvgChart(result);
        chart.draw();
        int width = LABEL + BAR + VALUE + 2 * MARGIN;
        int height = chart.y + MARGIN;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
                font-family="sans-serif" font-size="13" fill="#1a202c">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %3$s</svg>
                """.formatted(width, height, chart.body);
    }

    private void draw() {
        text(MARGIN, y + 16, "font-size=\"16\" font-weight=\"bold\"", result.title());
        y += TITLE;
        result.metrics().forEach(this::panel);
    }

    private void panel(Metric metric) {
        List<Result.Row> rows = new ArrayList<>(result.rows());
        rows.removeIf(row -> !row.values().containsKey(metric));
        double most = rows.stream()
                .mapToDouble(row -> Spread.of(row.values().get(metric)).most())
                .max()
                .orElse(0);
        text(MARGIN, y + 18, "font-weight=\"bold\"", metric.title());
        y += HEADING;
        for (Result.Row row : rows) {
            bar(row, metric, most > 0 ? BAR / most : 0);
            y += ROW;
        }
        y += MARGIN / 2;
    }

    private void bar(Result.Row row, Metric metric, double scale) {
        Spread spread = Spread.of(row.values().get(metric));
        int left = MARGIN + LABEL;
        int middle = y + ROW / 2 - 2;
        String colour = COLOURS.get(result.rows().indexOf(row) % COLOURS.size());
        text(left - 8, middle + 4, "text-anchor=\"end\"", row.contestant());
        body.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                left,
                y,
                Math.max(1, spread.median() * scale),
                ROW - 6,
                colour));
        body.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%2$d\" stroke=\"#1a202c\"/>%n",
                left + spread.least() * scale,
                middle,
                left + spread.most() * scale));
        text(
                left + BAR + 10,
                middle + 4,
                "",
                TextReport.number(spread.median(), metric.decimals()) + " " + metric.unit());
    }

    private void text(int x, int baseline, String style, String content) {
        body.append("<text x=\"%d\" y=\"%d\" %s>%s</text>%n".formatted(x, baseline, style, escaped(content)));
    }

    private static String escaped(String content) {
        return content.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
