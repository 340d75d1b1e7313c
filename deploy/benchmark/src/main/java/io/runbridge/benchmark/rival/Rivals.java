package io.runbridge.benchmark.rival;

import io.runbridge.benchmark.peer.BlockingStarter;
import io.runbridge.benchmark.stage.Job;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.stage.Topics;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalSimulator;
import io.runbridge.schemas.RunRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts peers that make start calls for the requests on {@link #REQUESTS}. One caller at a time. */
public final class Rivals {
    /** parallel-consumer-vertx 0.5.3.3, with its own Vert.x 4.5. */
    public static final String PARALLEL_CONSUMER = "parallel-consumer-vertx";

    /** A Kafka Streams processor that makes one call after the other in each partition. */
    public static final String BLOCKING = "blocking streams";

    /** Like run-requests, so that what a peer reads is not left over for Runbridge. */
    public static final String REQUESTS = "peer-requests";

    /** Like run-started, where a peer publishes its answers, if it does. */
    public static final String STARTED = "peer-started";

    private static final String HOME = "runbridge.benchmark.home";

    private final Stage stage;
    private final Job job;
    private int started;

    /** Makes the peers' topics. */
    public Rivals(Stage stage, Job job) {
        this.stage = stage;
        this.job = job;
        stage.topics().create(REQUESTS);
        stage.topics().create(STARTED);
    }

    /** A group of peers that share the work, and see only what is written from now on. */
    public String group(String name) {
        String group = name + "-" + ++started;
        stage.topics().fromNow(group, REQUESTS);
        return group;
    }

    /**
     * Starts a member of a group of parallel-consumer-vertx.
     *
     * @param concurrency most calls at once
     * @param publishes whether it publishes its answers
     */
    public LocalProcess parallelConsumer(String group, int concurrency, boolean publishes) {
        Path target = Path.of(System.getProperty(HOME), "peers", "parallel-consumer", "target");
        Map<String, String> environment = environment(group);
        environment.put("PEER_CONCURRENCY", Integer.toString(concurrency));
        if (publishes) {
            environment.put("PEER_OUTPUT", STARTED);
        }
        try {
            Path schema = stage.cluster().folder().resolve("run-request.avsc");
            Files.writeString(schema, RunRequest.getClassSchema().toString());
            environment.put("PEER_SCHEMA", schema.toString());
            String classPath = jar(target)
                    + File.pathSeparator
                    + Files.readString(target.resolve("peer.classpath")).strip();
            return start(classPath, "io.runbridge.benchmark.peer.ParallelConsumerPeer", environment);
        } catch (IOException e) {
            throw new LocalFailure("Tried to start " + PARALLEL_CONSUMER + ", but " + target + " is not built", e);
        }
    }

    /** Starts the only member of a group of blocking processors, with a thread for each partition. */
    public LocalProcess blocking(String group) {
        Map<String, String> environment = environment(group);
        environment.put("PEER_REGISTRY", stage.cluster().registry().url());
        environment.put("PEER_THREADS", Integer.toString(Topics.PARTITIONS));
        environment.put("PEER_STATE", stage.cluster().folder().resolve(group).toString());
        return start(System.getProperty("java.class.path"), BlockingStarter.class.getName(), environment);
    }

    private LocalProcess start(String classPath, String mainClass, Map<String, String> environment) {
        return stage.start("peer-" + ++started, classPath, mainClass, List.of(), environment);
    }

    private Map<String, String> environment(String group) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PEER_KAFKA", stage.cluster().broker().bootstrapServers());
        environment.put("PEER_GROUP", group);
        environment.put("PEER_TOPIC", REQUESTS);
        environment.put("PEER_PLATFORM", stage.cluster().simulator().httpUrl());
        environment.put(
                "PEER_TOKEN", job == Job.SYNAPSE_PIPELINE ? stage.synapseToken() : LocalSimulator.DATABRICKS_TOKEN);
        return environment;
    }

    private static Path jar(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new LocalFailure("There is no jar in " + target));
        }
    }
}
