package io.runbridge.acceptance.naive;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.runbridge.local.ContractClient;
import io.runbridge.local.EventTopics;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reads run-requests, starts each on its platform until that says yes, writes run-started, commits the offset. It takes
 * the place of the trigger-service in a campaign and is configured by the same environment.
 */
public final class NaiveStarter {
    private static final long AGAIN_MS = 200;
    private static final int AT_ONCE = 24;
    private static final Duration POLL = Duration.ofMillis(100);

    private final NaivePlatform platform;
    private final KafkaProducer<String, Object> producer;

    private NaiveStarter(NaivePlatform platform, KafkaProducer<String, Object> producer) {
        this.platform = platform;
        this.producer = producer;
    }

    public static void main(String[] args) throws Exception {
        ContractClient client = new ContractClient(System.getenv("LOCAL_KAFKA"), System.getenv("LOCAL_REGISTRY"));
        awaitTopics(client);
        Map<String, Object> reading = new HashMap<>(client.consumer());
        reading.put("group.id", "naive");
        reading.put("auto.offset.reset", "earliest");
        reading.put("session.timeout.ms", 6_000);
        try (KafkaConsumer<String, Object> consumer = consumer(reading, client.deserializer());
                KafkaProducer<String, Object> producer = producer(client.producer(), client.serializer())) {
            serveHealth(Integer.parseInt(System.getenv("LOCAL_SERVICE_PORT")));
            new NaiveStarter(new NaivePlatform(System.getenv()), producer).run(consumer);
        }
    }

    private static KafkaConsumer<String, Object> consumer(Map<String, Object> settings, KafkaAvroDeserializer values) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), values);
    }

    private static KafkaProducer<String, Object> producer(Map<String, Object> settings, KafkaAvroSerializer values) {
        return new KafkaProducer<>(settings, new StringSerializer(), values);
    }

    /** The poller-service makes all topics. */
    private static void awaitTopics(ContractClient client) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", client.bootstrapServers()))) {
            while (!admin.listTopics().names().get().containsAll(EventTopics.ALL)) {
                Thread.sleep(AGAIN_MS);
            }
        }
    }

    /** As ready as it will ever be. */
    private static void serveHealth(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void run(KafkaConsumer<String, Object> consumer) throws InterruptedException, ExecutionException {
        consumer.subscribe(List.of(EventTopics.RUN_REQUESTS));
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        while (true) {
            List<Callable<Void>> starts = new ArrayList<>();
            for (ConsumerRecord<String, Object> record : consumer.poll(POLL)) {
                starts.add(() -> start((RunRequest) record.value()));
            }
            for (Future<Void> start : workers.invokeAll(starts)) {
                start.get();
            }
            consumer.commitSync();
        }
    }

    private Void start(RunRequest request) throws InterruptedException, ExecutionException {
        String runId = platform.start(request);
        RunStarted started = RunStarted.newBuilder()
                .setRequestId(request.getRequestId())
                .setPlatform(request.getPlatform())
                .setJobType(request.getJobType())
                .setExternalId(request.getExternalId())
                .setRunId(runId)
                .setMonitoringUrl("")
                .setAdopted(false)
                .setNextSequence(0)
                .setRequestedAt(request.getRequestedAt())
                .setStartedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        producer.send(new ProducerRecord<>(EventTopics.RUN_STARTED, request.getRequestId(), started))
                .get();
        return null;
    }
}
