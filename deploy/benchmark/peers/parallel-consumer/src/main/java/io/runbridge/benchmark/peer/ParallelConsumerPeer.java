package io.runbridge.benchmark.peer;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.vertx.VertxParallelEoSStreamProcessor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reads run requests and makes one call for each with parallel-consumer-vertx, in no order, which is its quickest way. It
 * remembers only offsets, so after a kill it makes calls again. If a topic is named for it, each answer is published there.
 */
public final class ParallelConsumerPeer {
    /** First digit of the statuses that say yes. */
    private static final int SUCCESS = 2;
    /** Magic byte and schema id of the Confluent wire format. */
    private static final int HEADER_BYTES = 5;

    private final GenericDatumReader<GenericRecord> reader;
    private final WebClient client;
    private final String token;

    private ParallelConsumerPeer(Schema schema, WebClient client, String token) {
        this.reader = new GenericDatumReader<>(schema);
        this.client = client;
        this.token = token;
    }

    /** Runs until the process is ended; everything it needs comes from the environment. */
    public static void main(String[] args) throws IOException {
        Map<String, String> environment = System.getenv();
        int concurrency = Integer.parseInt(environment.get("PEER_CONCURRENCY"));
        URI platform = URI.create(environment.get("PEER_PLATFORM"));
        Vertx vertx = Vertx.vertx(new VertxOptions());
        WebClient client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setMaxPoolSize(concurrency)
                        .setDefaultHost(platform.getHost())
                        .setDefaultPort(platform.getPort()));
        Schema schema = new Schema.Parser().parse(Path.of(environment.get("PEER_SCHEMA")).toFile());
        ParallelConsumerPeer peer = new ParallelConsumerPeer(schema, client, environment.get("PEER_TOKEN"));
        ParallelConsumerOptions<String, byte[]> options = ParallelConsumerOptions.<String, byte[]>builder()
                .consumer(consumer(environment))
                .ordering(ProcessingOrder.UNORDERED)
                .maxConcurrency(concurrency)
                .build();
        VertxParallelEoSStreamProcessor<String, byte[]> processor =
                new VertxParallelEoSStreamProcessor<>(vertx, client, options);
        Runtime.getRuntime().addShutdownHook(new Thread(processor::close, "close"));
        processor.subscribe(List.of(environment.get("PEER_TOPIC")));
        String output = environment.get("PEER_OUTPUT");
        if (output == null) {
            processor.vertxFuture(context -> peer.start(context.value()));
        } else {
            KafkaProducer<String, byte[]> producer = producer(environment);
            processor.vertxFuture(context -> peer.start(context.value())
                    .compose(answer -> publish(
                            producer,
                            new ProducerRecord<>(
                                    output, context.key(), answer.bodyAsBuffer().getBytes()))));
        }
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, String> environment) {
        Map<String, Object> settings = Map.of("bootstrap.servers", environment.get("PEER_KAFKA"), "acks", "all");
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private static Future<Void> publish(
            KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
        Promise<Void> published = Promise.promise();
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                published.complete();
            } else {
                published.fail(failure);
            }
        });
        return published.future();
    }

    private static KafkaConsumer<String, byte[]> consumer(Map<String, String> environment) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", environment.get("PEER_KAFKA"),
                "group.id", environment.get("PEER_GROUP"),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed",
                "enable.auto.commit", false);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Future<HttpResponse<Buffer>> start(byte[] value) {
        GenericRecord request = decode(value);
        String job = request.get("externalId").toString();
        return switch (request.get("jobType").toString()) {
            case "SYNAPSE_PIPELINE" -> post("/pipelines/" + job + "/createRun?api-version=2020-12-01", parameters(request));
            case "DATABRICKS_JOB" -> post(
                    "/api/2.1/jobs/run-now",
                    new JsonObject().put("job_id", Long.parseLong(job)).put("job_parameters", texts(request)));
            default -> throw new IllegalArgumentException("a job type that this peer does not know");
        };
    }

    private Future<HttpResponse<Buffer>> post(String path, JsonObject body) {
        return client.post(path).bearerTokenAuthentication(token).sendJsonObject(body).map(response -> {
            if (response.statusCode() / 100 != SUCCESS) {
                throw new IllegalStateException("the platform answered " + response.statusCode());
            }
            return response;
        });
    }

    private static JsonObject texts(GenericRecord request) {
        JsonObject texts = new JsonObject();
        parameters(request).forEach(parameter -> texts.put(parameter.getKey(), parameter.getValue().toString()));
        return texts;
    }

    private static JsonObject parameters(GenericRecord request) {
        JsonObject body = new JsonObject();
        for (Object parameter : (List<?>) request.get("parameters")) {
            Object value = ((GenericRecord) parameter).get("value");
            body.put(
                    ((GenericRecord) parameter).get("name").toString(),
                    value instanceof CharSequence text ? text.toString() : value);
        }
        return body;
    }

    private GenericRecord decode(byte[] value) {
        try {
            return reader.read(
                    null, DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
