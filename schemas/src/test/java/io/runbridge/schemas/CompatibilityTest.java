package io.runbridge.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** FULL_TRANSITIVE, as the registry would check it: every version reads every other. */
class CompatibilityTest {

    /** Records that no release has yet. A name moves out of here with the release that brings it. */
    private static final Set<String> NEW = Set.of();

    /** Every version of every record that topics carry, the current one last. */
    private static Map<String, Map<String, Schema>> versionsByRecord() {
        Map<String, Map<String, Schema>> versions = new TreeMap<>();
        Contract.releases()
                .forEach((release, schemas) -> schemas.forEach((name, schema) ->
                        versions.computeIfAbsent(name, key -> new TreeMap<>()).put(release, schema)));
        Contract.events().forEach(schema -> versions.computeIfAbsent(schema.getName(), key -> new TreeMap<>())
                .put("working tree", schema));
        return versions;
    }

    static Stream<Arguments> pairs() {
        return versionsByRecord().entrySet().stream().flatMap(record -> record.getValue().entrySet().stream()
                .flatMap(reader -> record.getValue().entrySet().stream()
                        .map(writer -> Arguments.of(
                                record.getKey() + ": " + reader.getKey() + " reads " + writer.getKey(),
                                reader.getValue(),
                                writer.getValue()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void shouldReadWhatAnyVersionWrote(String pair, Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility result =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertThat(result.getType())
                .as(pair + " " + result.getResult().getIncompatibilities())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    /** Avro would call a renamed field with a default compatible, but its value would be lost on the way. */
    @ParameterizedTest
    @MethodSource("io.runbridge.schemas.Contract#events")
    void shouldKeepEveryReleasedFieldAndSymbol(Schema current) {
        assertThat(versionsByRecord().get(current.getName()))
                .allSatisfy((release, schema) -> assertThat(names(current)).containsAll(names(schema)));
    }

    @Test
    void shouldHaveReleaseOfEveryRecordThatIsNotNew() {
        Set<String> released = Contract.releases().values().stream()
                .flatMap(schemas -> schemas.keySet().stream())
                .collect(Collectors.toSet());
        Set<String> current = Contract.events().map(Schema::getName).collect(Collectors.toSet());
        assertThat(current).containsAll(released);
        current.removeAll(released);
        assertThat(current).isEqualTo(NEW);
    }

    @Test
    void shouldNoticeIncompatibleChange() {
        Map<String, Schema> released = Contract.releases().values().iterator().next();
        Schema required = new Schema.Parser()
                .parse(released.get("RunRequest")
                        .toString()
                        .replaceFirst("\"fields\":\\[", "\"fields\":[{\"name\":\"must\",\"type\":\"string\"},"));
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(required, released.get("RunRequest"))
                        .getType())
                .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    /** Record.field and Enum.SYMBOL of everything within a schema. */
    private static List<String> names(Schema schema) {
        Map<String, Schema> types = new HashMap<>();
        Contract.collect(schema, types);
        return types.values().stream()
                .flatMap(type -> (type.getType() == Schema.Type.ENUM
                                ? type.getEnumSymbols().stream()
                                : type.getFields().stream().map(Schema.Field::name))
                        .map(name -> type.getName() + "." + name))
                .toList();
    }
}
