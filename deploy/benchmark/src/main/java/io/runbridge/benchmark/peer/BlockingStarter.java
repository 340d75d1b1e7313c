package io.runbridge.benchmark.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runbridge.local.ContractClient;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The plain way to call a platform from Kafka Streams: a processor that makes the call, waits for the answer and then
 * takes the next record, with a thread for each partition. It publishes nothing; after a kill it makes calls again.
 */
public final class BlockingStarter implements Processor<String, byte[], Void, Void> {
    /** First digit of the statuses that say yes. */
    private static final int SUCCESS = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Deserializer<Object> values;
    private final Map<String, String> environment;

    private BlockingStarter(HttpClient http, Deserializer<Object> values, Map<String, String> environment) {
        this.http = http;
        this.values = values;
        this.environment = environment;
    }

    /** Runs until the process is ended; everything it needs comes from the environment. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        ContractClient contract = new ContractClient(environment.get("PEER_KAFKA"), environment.get("PEER_REGISTRY"));
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Deserializer<Object> values = contract.deserializer();
        Topology topology = new Topology()
                .addSource(
                        "run-requests",
                        Serdes.String().deserializer(),
                        Serdes.ByteArray().deserializer(),
                        environment.get("PEER_TOPIC"))
                .addProcessor("starter", () -> new BlockingStarter(http, values, environment), "run-requests");
        KafkaStreams streams = new KafkaStreams(topology, settings(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close, "close"));
        streams.start();
    }

    private static Properties settings(Map<String, String> environment) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, environment.get("PEER_KAFKA"));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, environment.get("PEER_GROUP"));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, environment.get("PEER_STATE"));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, environment.get("PEER_THREADS"));
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        return settings;
    }

    @Override
    public void process(Record<String, byte[]> incoming) {
        RunRequest request = (RunRequest) values.deserialize(environment.get("PEER_TOPIC"), incoming.value());
        HttpRequest call = HttpRequest.newBuilder(URI.create(environment.get("PEER_PLATFORM") + path(request)))
                .header("Authorization", "Bearer " + environment.get("PEER_TOKEN"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(request).toString()))
                .build();
        try {
            int status = http.send(call, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status / 100 != SUCCESS) {
                throw new IllegalStateException("the platform answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String path(RunRequest request) {
        return switch (request.getJobType()) {
            case SYNAPSE_PIPELINE -> "/pipelines/" + request.getExternalId() + "/createRun?api-version=2020-12-01";
            case DATABRICKS_JOB -> "/api/2.1/jobs/run-now";
            default -> throw new IllegalArgumentException("a job type that this peer does not know");
        };
    }

    private static JsonNode body(RunRequest request) {
        ObjectNode parameters = JSON.createObjectNode();
        boolean texts = request.getJobType() == JobType.DATABRICKS_JOB;
        for (Parameter parameter : request.getParameters()) {
            Object value = texts ? parameter.getValue().toString() : parameter.getValue();
            parameters.set(parameter.getName(), JSON.valueToTree(value));
        }
        return texts
                ? JSON.createObjectNode()
                        .put("job_id", Long.parseLong(request.getExternalId()))
                        .set("job_parameters", parameters)
                : parameters;
    }
}
