package io.runbridge.benchmark.latency;

import io.runbridge.benchmark.result.Percentiles;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.Pause;
import io.runbridge.benchmark.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Makes a start call of its own now and then, to see what the platform alone takes under the load. Own thread. */
final class ApiProbe implements AutoCloseable {
    private static final long EVERY_MS = 50;

    private final HttpRequest request;
    private final List<Long> nanos = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "api-probe");
    private volatile boolean over;

    ApiProbe(Stage stage) {
        request = HttpRequest.newBuilder(URI.create(stage.cluster().simulator().httpUrl() + "/pipelines/"
                        + Job.SYNAPSE_PIPELINE.externalId() + "/createRun?api-version=2020-12-01"))
                .header("Authorization", "Bearer " + stage.synapseToken())
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it and gives what it saw, in nanoseconds. */
    Percentiles result() {
        close();
        return Percentiles.of(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        HttpClient http = HttpClient.newHttpClient();
        try {
            while (!over) {
                long begin = System.nanoTime();
                http.send(request, HttpResponse.BodyHandlers.discarding());
                nanos.add(System.nanoTime() - begin);
                Pause.of(EVERY_MS);
            }
        } catch (IOException e) {
            // The platform is gone; the load sees that too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
