package io.runbridge.platform.databricks;

import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobParameter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter of Databricks, where every value is text: what it is meant to be is guessed from its default. Immutable, any
 * thread.
 *
 * @param type STRING where the text of the value would not come back the same
 * @param value in the form of a request's value
 */
record GuessedValue(DataType type, Object value) {

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,14})\\.\\d{1,15}");

    static GuessedValue of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new GuessedValue(DataType.BOOL, text.equals("true"));
        }
        return whole(text).or(() -> decimal(text)).orElseGet(() -> new GuessedValue(DataType.STRING, text));
    }

    /** Leading zeros and signs say that it is no number but digits, such as an account's. */
    private static Optional<GuessedValue> whole(String text) {
        try {
            return Optional.of(Long.parseLong(text))
                    .filter(number -> Long.toString(number).equals(text))
                    .map(number -> new GuessedValue(DataType.INT, number));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<GuessedValue> decimal(String text) {
        return Optional.of(text)
                .filter(given -> DECIMAL.matcher(given).matches())
                .map(Double::parseDouble)
                .filter(number -> BigDecimal.valueOf(number).compareTo(new BigDecimal(text)) == 0)
                .map(number -> new GuessedValue(DataType.FLOAT, number));
    }

    /**
     * The parameter with this default.
     *
     * @param forwarded whether a run gets its value
     */
    JobParameter named(String name, boolean forwarded) {
        return JobParameter.newBuilder()
                .setName(name)
                .setDataType(type)
                .setDirection(Direction.INPUT)
                .setDefault$(value)
                .setForwarded(forwarded)
                .build();
    }
}
