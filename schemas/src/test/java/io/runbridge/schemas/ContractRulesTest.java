package io.runbridge.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractRulesTest {

    private static final Set<Schema.Type> PLAIN =
            Set.of(Schema.Type.BOOLEAN, Schema.Type.INT, Schema.Type.LONG, Schema.Type.DOUBLE, Schema.Type.STRING);

    static Stream<Schema> types() {
        return Contract.namedTypes().values().stream();
    }

    static Stream<Schema> enums() {
        return types().filter(type -> type.getType() == Schema.Type.ENUM);
    }

    static Stream<Arguments> fields() {
        return types().filter(type -> type.getType() == Schema.Type.RECORD).flatMap(type -> type.getFields().stream()
                .map(field -> Arguments.of(type.getName() + "." + field.name(), field)));
    }

    @Test
    void shouldReachEverySchemaFileFromSomeTopic() {
        assertThat(Contract.namedTypes().keySet()).isEqualTo(Contract.names(Path.of("src/main/avro"), ".avsc"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void shouldDescribeEveryType(Schema type) {
        assertThat(type.getDoc()).endsWith(".");
        assertThat(type.getNamespace()).isEqualTo("io.runbridge.schemas");
    }

    @ParameterizedTest
    @MethodSource("enums")
    void shouldFallBackToUnknown(Schema type) {
        assertThat(type.getEnumDefault()).isEqualTo("UNKNOWN");
        assertThat(type.getEnumSymbols()).endsWith("UNKNOWN");
    }

    @ParameterizedTest
    @MethodSource("enums")
    void shouldDescribeEverySymbol(Schema type) {
        assertThat(type.getEnumSymbols())
                .allSatisfy(symbol -> assertThat(type.getDoc()).contains(" " + symbol + ": "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void shouldDescribeEveryField(String name, Schema.Field field) {
        assertThat(field.doc()).as(name).endsWith(".");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void shouldPutNullFirstAndMakeItTheDefault(String name, Schema.Field field) {
        if (field.schema().isUnion()) {
            assertThat(field.schema().getTypes().get(0).getType()).as(name).isEqualTo(Schema.Type.NULL);
            assertThat(field.defaultVal()).as(name).isSameAs(JsonProperties.NULL_VALUE);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void shouldDefaultArraysToEmptyAndBooleansToFalse(String name, Schema.Field field) {
        switch (field.schema().getType()) {
            case ARRAY -> assertThat(field.defaultVal()).as(name).isEqualTo(List.of());
            case BOOLEAN -> assertThat(field.defaultVal()).as(name).isEqualTo(false);
            default ->
                assertThat(field.schema().getType())
                        .as(name)
                        .isNotIn(Schema.Type.MAP, Schema.Type.FIXED, Schema.Type.BYTES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void shouldHoldTimesInMilliseconds(String name, Schema.Field field) {
        boolean isTime = branches(field.schema())
                .anyMatch(type -> LogicalTypes.timestampMillis().equals(type.getLogicalType()));
        assertThat(isTime).as(name).isEqualTo(namesATime(field.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void shouldUseNoOtherLogicalType(String name, Schema.Field field) {
        assertThat(branches(field.schema()).filter(type -> PLAIN.contains(type.getType())))
                .as(name)
                .allMatch(type -> type.getLogicalType() == null
                        || LogicalTypes.timestampMillis().equals(type.getLogicalType()));
    }

    /** A field is a time exactly if its name says so. */
    private static boolean namesATime(String name) {
        return name.equals("at") || name.endsWith("At") || name.endsWith("Time");
    }

    private static Stream<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema);
    }
}
