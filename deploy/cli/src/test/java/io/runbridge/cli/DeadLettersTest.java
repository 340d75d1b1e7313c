package io.runbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.cli.shell.Json;
import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryClient;
import io.runbridge.local.LocalBroker;
import io.runbridge.local.LocalPort;
import io.runbridge.local.LocalRegistry;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import io.runbridge.streams.DeadLetter;
import io.runbridge.streams.DeadLetter.Origin;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker and a real registry, one of each for all tests; each test has a requestId of its own. */
class DeadLettersTest {

    private static final String REQUESTS = Topics.RUN_REQUESTS.topicName();
    private static final int PARTITIONS = 5;

    @TempDir
    static Path folder;

    private static LocalBroker broker;
    private static LocalRegistry registry;
    private static RegistryClient schemas;
    private static KafkaProducer<byte[], byte[]> producer;

    private final Keyboard keyboard = new Keyboard()
            .environment("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers())
            .environment("SCHEMA_REGISTRY_URL", registry.url());

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start(LocalPort.free(), Files.createDirectory(folder.resolve("broker")));
        registry = LocalRegistry.start(LocalPort.free(), Files.createDirectory(folder.resolve("registry")));
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(Stream.of(Topics.RUN_REQUESTS, Topics.RUN_CLAIMS, Topics.DEAD_LETTERS)
                            .map(topic ->
                                    new NewTopic(topic.topicName(), PARTITIONS, (short) 1).configs(topic.settings()))
                            .toList())
                    .all()
                    .get();
        }
        schemas = RegistryClient.connect(Map.of("schema.registry.url", registry.url()));
        producer = new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        schemas.close();
        registry.stop();
        broker.stop();
    }

    @Test
    void shouldReplayTheOriginalOnceItsCauseIsGone() throws Exception {
        register();
        byte[] value = value("round-trip");
        String place = bury("round-trip", value, REQUESTS, "UNKNOWN_SCHEMA", "no schema with id 7");

        assertThat(keyboard.type("dead-letters", "replay", place, "--yes")).isZero();

        int partition = Utils.toPositive(Utils.murmur2(bytes("round-trip"))) % PARTITIONS;
        assertThat(keyboard.output())
                .startsWith(place + " sent to run-requests " + partition + "@")
                .contains("key round-trip");
        assertThat(arrived("round-trip")).singleElement().satisfies(record -> {
            assertThat(record.partition()).isEqualTo(partition);
            assertThat(record.value()).isEqualTo(value);
            assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("traceparent");
        });
        assertThat(keyboard.type("dead-letters", "show", place)).isZero();
    }

    @Test
    void shouldShowAValueAsAvro() throws Exception {
        register();
        String place = bury("as-avro", value("as-avro"), REQUESTS, "PROCESSING_FAILED", "see its log");

        assertThat(keyboard.type("dead-letters", "show", place)).isZero();

        assertThat(keyboard.output())
                .contains("reason       PROCESSING_FAILED", "key          as-avro", "header       traceparent = 00-aa")
                .contains("avro         io.runbridge.schemas.RunRequest {\"requestId\": \"as-avro\"")
                .contains("\\u001B[31m")
                .doesNotContain("\u001b");
        assertThat(keyboard.type("dead-letters", "show", place, "--json")).isZero();
        JsonNode json = Json.parse(keyboard.output()).orElseThrow();
        assertThat(json.at("/avro/requestId").asText()).isEqualTo("as-avro");
        assertThat(Base64.getDecoder().decode(json.at("/valueBase64").asText())).isEqualTo(value("as-avro"));
    }

    @Test
    void shouldDumpAValueThatIsNoAvroSafely() throws Exception {
        String place = bury("dumped", bytes("\u001b[2J{\"a\":1}"), REQUESTS, "BAD_MAGIC_BYTE", "evil \u001b]0;x\u0007");

        assertThat(keyboard.type("dead-letters", "show", place)).isZero();

        assertThat(keyboard.output())
                .contains("|.[2J{\"a\":1}|", "not decoded", "evil \\u001b]0;x\\u0007")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void shouldListBySelectionForPersonAndProgram() throws Exception {
        String first = bury("listed-1", bytes("x"), REQUESTS, "LISTED", "first\tline\n");
        String second = bury("listed-2", bytes("x"), REQUESTS, "LISTED", "second");
        bury("listed-3", bytes("x"), "cancel-requests", "LISTED", "elsewhere");

        assertThat(keyboard.type("dead-letters", "list", "--reason", "LISTED", "--topic", REQUESTS))
                .isZero();
        assertThat(keyboard.lines()).hasSize(2).allSatisfy(line -> assertThat(line.split("\t"))
                .hasSize(7));
        assertThat(keyboard.lines().get(0)).startsWith(first + "\t").endsWith("\tfirst\\tline\\n");

        keyboard.terminal(true).type("dead-letters", "list", "--reason", "LISTED", "--since", "1h", "--limit", "2");
        assertThat(keyboard.lines()).hasSize(3);
        assertThat(keyboard.lines().get(0)).startsWith("PLACE");
        assertThat(keyboard.lines().get(1)).startsWith(second + " ").contains("LISTED  listed-2  second");
        assertThat(keyboard.errors()).contains("1 older ones are not shown");

        keyboard.type("dead-letters", "list", "--reason", "LISTED", "--topic", REQUESTS, "--json");
        assertThat(keyboard.lines())
                .map(line -> Json.parse(line).orElseThrow().get("deadLetter").asText())
                .containsExactly(first, second);
    }

    @Test
    void shouldReplayASelectionAndRefuseWhatMustNotBeSent() throws Exception {
        String good = bury("several-1", bytes("one"), REQUESTS, "SEVERAL", "m");
        String cut = bury("several-2", new byte[DeadLetter.LONGEST_VALUE + 1], REQUESTS, "SEVERAL", "m");
        String internal = bury("several-3", bytes("three"), "run-claims", "SEVERAL", "m");
        String[] replay = {"dead-letters", "replay", "--all", "--reason", "SEVERAL", "--json"};

        assertThat(keyboard.type(with(replay, "--dry-run"))).isEqualTo(4);
        assertThat(results())
                .containsOnly(Map.entry(good, "WOULD_SEND"), Map.entry(cut, "REFUSED"), Map.entry(internal, "REFUSED"));
        assertThat(keyboard.type(replay)).isEqualTo(2);
        assertThat(keyboard.errors()).contains("give --yes");
        assertThat(keyboard.answer("n").type(replay)).isEqualTo(4);
        assertThat(arrived("several-1")).isEmpty();

        assertThat(keyboard.answer("y").type(replay)).isEqualTo(4);

        assertThat(results()).containsEntry(good, "SENT").containsEntry(cut, "REFUSED");
        assertThat(arrived("several-1")).hasSize(1);
        assertThat(arrived("several-2")).isEmpty();
        assertThat(arrived("several-3")).isEmpty();
    }

    @Test
    void shouldSayIfThereIsNoSuchDeadLetter() {
        assertThat(keyboard.type("dead-letters", "show", "0@99999")).isEqualTo(3);
        assertThat(keyboard.type("dead-letters", "show", "77@0")).isEqualTo(3);
        assertThat(keyboard.type("dead-letters", "replay", "0@99999", "--yes")).isEqualTo(3);
        assertThat(keyboard.errors()).contains("There is no dead letter 0@99999");
    }

    private Map<String, String> results() {
        Map<String, String> results = new HashMap<>();
        keyboard.lines().forEach(line -> {
            JsonNode json = Json.parse(line).orElseThrow();
            results.put(json.get("deadLetter").asText(), json.get("result").asText());
        });
        return results;
    }

    private static String[] with(String[] command, String more) {
        return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
    }

    /** Buries a record as the services do, and names the dead letter. */
    private static String bury(String key, byte[] value, String topic, String reason, String message) throws Exception {
        Headers original = new RecordHeaders().add("traceparent", bytes("00-aa"));
        Origin origin = new Origin(topic, 2, 7, Instant.now().toEpochMilli());
        DeadLetter letter = DeadLetter.of(bytes(key), value, original, origin, reason, message);
        RecordMetadata metadata = producer.send(new ProducerRecord<>(
                        Topics.DEAD_LETTERS.topicName(), null, letter.key(), letter.value(), letter.headers()))
                .get();
        return metadata.partition() + "@" + metadata.offset();
    }

    private static List<ConsumerRecord<byte[], byte[]>> arrived(String key) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(REQUESTS, Topics.RUN_CLAIMS.topicName())
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found.stream()
                .filter(record -> key.equals(new String(record.key(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static void register() throws Exception {
        Map<String, Schema> contract =
                Map.of(REQUESTS, Topics.RUN_REQUESTS.valueSchema().orElseThrow());
        new ContractSubjects(schemas, contract, Registration.REGISTER).prepare();
    }

    private static byte[] value(String requestId) {
        RunRequest request = RunRequest.newBuilder()
                .setRequestId(requestId)
                .setPlatform("lake-prod")
                .setJobType(JobType.SYNAPSE_PIPELINE)
                .setExternalId("ingest\u001b[31m")
                .setParameters(List.<Parameter>of())
                .setRequestedAt(Instant.EPOCH)
                .build();
        return schemas.serde(RunRequest.class).serializer().serialize(REQUESTS, request);
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 8_000_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
