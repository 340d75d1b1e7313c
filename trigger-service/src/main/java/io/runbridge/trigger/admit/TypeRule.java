package io.runbridge.trigger.admit;

import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Parameter;
import java.util.Optional;
import java.util.Set;

/**
 * Which values a declared type takes: the table of declared and given types. A value without a type of its own has the one
 * of its Avro type, but text may also be the JSON that an OBJECT or ARRAY needs. Stateless, any thread.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its set is immutable, only its type cannot show it.
enum TypeRule {
    STRING(Set.of(DataType.STRING), "needs text"),
    INT(Set.of(DataType.INT), "needs a whole number"),
    FLOAT(Set.of(DataType.FLOAT, DataType.INT), "needs a number"),
    BOOL(Set.of(DataType.BOOL), "needs true or false"),
    OBJECT(Set.of(DataType.OBJECT), "needs the JSON text of an object"),
    ARRAY(Set.of(DataType.ARRAY), "needs the JSON text of an array");

    private final Set<DataType> takes;
    private final String need;

    TypeRule(Set<DataType> takes, String need) {
        this.takes = takes;
        this.need = need;
    }

    /** The rule of a declared type; empty where anything goes, for its meaning is not known here or not checked here. */
    static Optional<TypeRule> of(DataType declared) {
        return switch (declared) {
            case STRING -> Optional.of(STRING);
            case INT -> Optional.of(INT);
            case FLOAT -> Optional.of(FLOAT);
            case BOOL -> Optional.of(BOOL);
            case OBJECT -> Optional.of(OBJECT);
            case ARRAY -> Optional.of(ARRAY);
            case SECRET, UNKNOWN -> Optional.empty();
        };
    }

    /** What is wrong with the given value, a half sentence; empty if the type takes it. No value at all always fits. */
    Optional<String> problem(Parameter given) {
        if (given.getValue() == null
                || takes.contains(typeOf(given))
                || (given.getDataType() == null && readsAs(given))) {
            return Optional.empty();
        }
        return Optional.of("is declared " + this + " and " + need + ", not " + typeOf(given));
    }

    private static DataType typeOf(Parameter given) {
        if (given.getDataType() != null) {
            return given.getDataType();
        }
        Object value = given.getValue();
        if (value instanceof Boolean) {
            return DataType.BOOL;
        }
        if (value instanceof Long) {
            return DataType.INT;
        }
        return value instanceof Double ? DataType.FLOAT : DataType.STRING;
    }

    private boolean readsAs(Parameter given) {
        return switch (this) {
            case OBJECT -> given.getValue() instanceof String text && JsonText.isObject(text);
            case ARRAY -> given.getValue() instanceof String text && JsonText.isArray(text);
            case STRING, INT, FLOAT, BOOL -> false;
        };
    }
}
