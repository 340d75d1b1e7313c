package io.runbridge.benchmark.start;

import io.runbridge.benchmark.peer.BlockingStarter;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.Topics;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalSimulator;
import io.runbridge.schemas.RunRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Those that Runbridge is compared with. One caller at a time. */
final class Peers {
    static final String PARALLEL_CONSUMER = "parallel-consumer-vertx";
    static final String BLOCKING = "blocking streams";

    /** Like run-requests, so that what a peer reads is not left over for Runbridge. */
    static final String TOPIC = "peer-requests";

    private static final String HOME = "runbridge.benchmark.home";

    private final Stage stage;
    private final Job job;
    private final Map<String, String> environment = new HashMap<>();

    Peers(Stage stage, Job job) {
        this.stage = stage;
        this.job = job;
        stage.topics().create(TOPIC);
        environment.put("PEER_KAFKA", stage.cluster().broker().bootstrapServers());
        environment.put("PEER_TOPIC", TOPIC);
        environment.put("PEER_PLATFORM", stage.cluster().simulator().httpUrl());
        environment.put(
                "PEER_TOKEN", job == Job.SYNAPSE_PIPELINE ? stage.synapseToken() : LocalSimulator.DATABRICKS_TOKEN);
    }

    /** parallel-consumer-vertx 0.5.3.3 with its own Vert.x 4.5, as many calls at once as it may. */
    Contestant parallelConsumer(Effort effort, int concurrency) {
        Path target = Path.of(System.getProperty(HOME), "peers", "parallel-consumer", "target");
        Path schema = stage.cluster().folder().resolve("run-request.avsc");
        try {
            Files.writeString(schema, RunRequest.getClassSchema().toString());
            String classPath = jar(target)
                    + File.pathSeparator
                    + Files.readString(target.resolve("peer.classpath")).strip();
            Map<String, String> own = new HashMap<>(environment);
            own.put("PEER_SCHEMA", schema.toString());
            own.put("PEER_CONCURRENCY", Integer.toString(concurrency));
            return new Peer(
                    new Peer.Program(PARALLEL_CONSUMER, classPath, "io.runbridge.benchmark.peer.ParallelConsumerPeer"),
                    effort,
                    stage,
                    job.startOperation(),
                    own);
        } catch (IOException e) {
            throw new LocalFailure("Tried to prepare " + PARALLEL_CONSUMER + ", but " + target + " is not built", e);
        }
    }

    /** One call after the other in each partition. */
    Contestant blocking(Effort effort) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("PEER_REGISTRY", stage.cluster().registry().url());
        own.put("PEER_THREADS", Integer.toString(Topics.PARTITIONS));
        return new Peer(
                new Peer.Program(BLOCKING, System.getProperty("java.class.path"), BlockingStarter.class.getName()),
                effort,
                stage,
                job.startOperation(),
                own);
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new LocalFailure("There is no jar in " + target));
        }
    }
}
