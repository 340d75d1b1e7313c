package io.runbridge.benchmark.result;

import io.runbridge.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where results are kept: the last one of each scenario. Any thread. */
public final class ResultFolder {

    private ResultFolder() {}

    /**
     * Writes a result as JSON and as a chart, in place of an earlier one.
     *
     * @return the files in words
     * @throws LocalFailure if they cannot be written
     */
    public static String write(Path folder, Result result) {
        Path json = folder.resolve(result.name() + ".json");
        Path chart = folder.resolve(result.name() + ".svg");
        try {
            Files.createDirectories(folder);
            Files.writeString(json, JsonReport.of(result, Machine.here()));
            Files.writeString(chart, SvgChart.of(result));
            return json + " and " + chart.getFileName();
        } catch (IOException e) {
            throw new LocalFailure("Tried to write " + json + ", but could not", e);
        }
    }
}
