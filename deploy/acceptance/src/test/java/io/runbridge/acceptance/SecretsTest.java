package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.runbridge.local.LocalCluster;
import io.runbridge.local.LocalService;
import io.runbridge.local.LocalSimulator;
import io.runbridge.local.SimulatedRun;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing that a platform is told in confidence shows up anywhere, whatever the platform answers. */
@ExtendWith(StageExtension.class)
class SecretsTest {

    /** The secrets of the configuration, and what tokens of the simulator look like. */
    private static final Pattern SECRET = Pattern.compile(
            Pattern.quote(LocalSimulator.CLIENT_SECRET) + "|" + Pattern.quote(LocalSimulator.DATABRICKS_TOKEN) + "|"
                    + Pattern.quote(LocalCluster.VAULT_SECRET) + "|sim\\.[A-Za-z0-9_-]{40}");

    /** What the platform answers to a start. */
    private static final Map<String, Map<String, Object>> ANSWERS = Map.of(
            "secret-plain", Map.of("status", 429),
            "secret-token", Map.of("status", 401, "count", -1),
            "secret-redirect", Map.of("status", 307),
            "secret-nonsense", Map.of("status", 200, "body", "GARBAGE", "execute", "AT_ONCE"),
            "secret-page", Map.of("status", 502, "body", "HTML", "execute", "AT_ONCE"),
            "secret-reset", Map.of("wire", "RESET"));

    /** A refusal that repeats the caller's token. */
    private static final Map<String, Object> ECHO =
            Map.of("status", 400, "message", "not with " + LocalSimulator.DATABRICKS_TOKEN);

    /** A refusal that repeats the value of a secret parameter. */
    private static final Map<String, Object> VAULT_ECHO =
            Map.of("status", 400, "message", "not with " + LocalCluster.VAULT_SECRET);

    @Test
    void shouldShowNoSecretInTopicsLogsAndMetrics(Stage stage) throws Exception {
        stage.simulator().set(Map.of("maskSecureStrings", false));
        fault(stage, VAULT_ECHO, "synapse.createRun", "secret-vault-refused");
        stage.sender().send(withSecret("secret-vault-refused"));
        stage.sender().send(withSecret("secret-vault-sent"));
        assertThat(stage.end("secret-vault-refused").getMessage()).contains("not with ***");
        assertThat(stage.end("secret-vault-sent").getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(stage.simulator().runs())
                .map(SimulatedRun::parameters)
                .filteredOn(sent -> sent.contains("secret-vault-sent"))
                .singleElement(as(STRING))
                .contains('"' + LocalCluster.VAULT_SECRET + '"');
        stage.simulator().set(Map.of("maskSecureStrings", true));
        ANSWERS.forEach((name, answer) -> {
            fault(stage, answer, "synapse.createRun", name + "-synapse");
            fault(stage, answer, "jobs.run-now", name + "-jobs");
        });
        fault(stage, ECHO, "jobs.run-now", "secret-echo-jobs");
        ANSWERS.keySet().forEach(name -> stage.sender().send(Ask.synapse(name + "-synapse")));
        ANSWERS.keySet().forEach(name -> stage.sender().send(Ask.databricks(name + "-jobs")));
        stage.sender().send(Ask.databricks("secret-echo-jobs"));
        ANSWERS.keySet().forEach(name -> stage.end(name + "-synapse"));
        ANSWERS.keySet().forEach(name -> stage.end(name + "-jobs"));
        assertThat(stage.end("secret-echo-jobs").getMessage()).contains("not with");

        List<String> found = topicsWithSecrets(stage);
        for (LocalService service : List.of(stage.trigger(), stage.poller())) {
            assertThat(Files.readString(service.process().log()))
                    .as("log of %s", service.name())
                    .contains("Streams changed state")
                    .doesNotContainPattern(SECRET);
            assertThat(service.metrics())
                    .as("metrics of %s", service.name())
                    .contains("runbridge_")
                    .doesNotContainPattern(SECRET);
        }
        assertThat(found).isEmpty();
    }

    private static RunRequest withSecret(String requestId) {
        RunRequest request = Ask.synapse(requestId);
        List<Parameter> parameters = new ArrayList<>(request.getParameters());
        parameters.add(new Parameter("apiKey", LocalCluster.VAULT_REFERENCE, DataType.SECRET, Direction.INPUT));
        return RunRequest.newBuilder(request).setParameters(parameters).build();
    }

    private static void fault(Stage stage, Map<String, Object> answer, String operation, String requestId) {
        Map<String, Object> aimed = new HashMap<>(answer);
        aimed.put("operation", operation);
        aimed.put("contains", '"' + requestId + '"');
        stage.simulator().fault(aimed);
    }

    /** Every record of every topic there is: the contract's, internal ones, and what Streams keeps of the stores. */
    private static List<String> topicsWithSecrets(Stage stage) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", stage.cluster().broker().bootstrapServers(), "auto.offset.reset", "earliest");
        List<String> found = new ArrayList<>();
        int read = 0;
        try (Admin admin = Admin.create(settings);
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            assertThat(topics).anyMatch(topic -> topic.endsWith("-ledger-changelog"));
            consumer.assign(topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .collect(Collectors.toSet()));
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    read++;
                    if (holdsSecret(record)) {
                        found.add(record.topic() + "-" + record.partition() + "@" + record.offset());
                    }
                }
            }
        }
        assertThat(read).isPositive();
        return found;
    }

    private static boolean holdsSecret(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder all = new StringBuilder();
        all.append(text(record.key())).append('\n').append(text(record.value()));
        for (Header header : record.headers()) {
            all.append('\n').append(header.key()).append('=').append(text(header.value()));
        }
        return SECRET.matcher(all).find();
    }

    /** Byte by byte, so that no decoding hides anything. */
    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
