package io.runbridge.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class AsyncApiTest {

    private static final Path FOLDER = Path.of("src/main/asyncapi");
    private static JsonNode document;

    @BeforeAll
    static void readDocument() throws IOException {
        Object yaml = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(FOLDER.resolve("asyncapi.yaml")));
        document = new ObjectMapper().valueToTree(yaml);
    }

    static Stream<Arguments> topics() {
        return Contract.VALUES.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @Test
    void shouldNameEveryTopicOnce() {
        Set<String> topics = new TreeSet<>(Contract.VALUES.keySet());
        topics.add(Contract.DEAD_LETTERS);
        List<String> named = new ArrayList<>();
        document.get("channels")
                .forEach(channel -> named.add(channel.get("address").asText()));
        assertThat(named).containsExactlyInAnyOrderElementsOf(topics);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void shouldReferToSchemaOfTopic(String topic, Schema schema) throws IOException {
        // given
        JsonNode message = onlyMessage(channel(topic));

        // when
        String reference = message.at("/payload/schema/$ref").asText();

        // then
        assertThat(message.at("/payload/schemaFormat").asText()).startsWith("application/vnd.apache.avro");
        assertThat(new Schema.Parser().parse(Files.readString(FOLDER.resolve(reference))))
                .isEqualTo(Contract.published(schema));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void shouldDescribeKeyOfTopic(String topic) {
        Map<String, String> keys =
                Map.of("import-requests", "platformKey", "import-outcomes", "platformKey", "jobs", "jobKey");
        assertThat(onlyMessage(channel(topic)).at("/bindings/kafka/key/$ref").asText())
                .isEqualTo("#/components/schemas/" + keys.getOrDefault(topic, "requestIdKey"));
    }

    @Test
    void shouldNameTopicInBindingAsInAddress() {
        assertThat(document.get("channels")).allSatisfy(channel -> assertThat(channel.at("/bindings/kafka/topic"))
                .isEqualTo(channel.get("address")));
    }

    @Test
    void shouldHaveOneOperationForEachChannel() {
        Set<String> channels = new TreeSet<>();
        document.get("channels").fieldNames().forEachRemaining(name -> channels.add("#/channels/" + name));
        List<String> operated = new ArrayList<>();
        document.get("operations")
                .forEach(operation -> operated.add(operation.at("/channel/$ref").asText()));
        assertThat(operated).containsExactlyInAnyOrderElementsOf(channels);
    }

    @Test
    void shouldResolveEveryReferenceWithinDocument() {
        assertThat(document.findValuesAsText("$ref"))
                .filteredOn(reference -> reference.startsWith("#"))
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void shouldTellReadersToReadCommittedRecords() {
        assertThat(document.at("/info/description").asText()).contains("isolation.level=read_committed");
        assertThat(document.get("operations"))
                .filteredOn(operation -> operation.get("action").asText().equals("send"))
                .allSatisfy(operation -> assertThat(operation
                                .path("x-reader-settings")
                                .path("isolation.level")
                                .asText())
                        .isEqualTo("read_committed"));
    }

    private static JsonNode channel(String topic) {
        for (JsonNode channel : document.get("channels")) {
            if (channel.get("address").asText().equals(topic)) {
                return channel;
            }
        }
        throw new AssertionError("No channel for " + topic);
    }

    private static JsonNode onlyMessage(JsonNode channel) {
        assertThat(channel.get("messages")).hasSize(1);
        String reference = channel.get("messages").iterator().next().get("$ref").asText();
        return document.at(reference.substring(1));
    }
}
