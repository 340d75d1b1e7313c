package io.runbridge.platform;

import io.runbridge.schemas.DataType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One value that a run gave back. Its texts are passable. Immutable, any thread.
 *
 * @param name as the platform names it, at most 300 characters
 * @param value as text, JSON text for OBJECT and ARRAY; empty if it is null, is withheld or is not here
 * @param dataType what the value is, SECRET if it is withheld; empty where there is none to tell it from
 * @param truncated whether the value is not here although there is or may be one, or is only a part
 * @param reference the platform's id of what has the value, at most 100 characters
 */
public record Output(
        String name, Optional<String> value, Optional<DataType> dataType, boolean truncated, String reference) {

    /** Longest value that is taken, characters; a longer one does not fit, whatever it is made of. */
    public static final int MAX_VALUE = OutputRules.MOST_BYTES;

    private static final int MAX_NAME = 300;
    private static final int MAX_REFERENCE = 100;

    public Output {
        name = PlatformText.passable(name, MAX_NAME);
        reference = PlatformText.passable(reference, MAX_REFERENCE);
        truncated = truncated || value.filter(text -> text.length() > MAX_VALUE).isPresent();
        value = value.filter(text -> text.length() <= MAX_VALUE).map(text -> PlatformText.passable(text, MAX_VALUE));
    }

    /** A whole value. */
    public static Output of(String name, String value, DataType dataType, String reference) {
        return new Output(name, Optional.of(value), Optional.of(dataType), false, reference);
    }

    /** A value that is not here. */
    public static Output elsewhere(String name, String reference) {
        return new Output(name, Optional.empty(), Optional.empty(), true, reference);
    }

    /** The same without the value, which does not fit. */
    Output cutOut() {
        return new Output(name, Optional.empty(), dataType, true, reference);
    }

    /** The same without the value, which nobody may see. */
    Output withheld() {
        return new Output(name, Optional.empty(), Optional.of(DataType.SECRET), false, reference);
    }

    /** What it takes without its value, bytes of UTF-8. */
    int frameBytes() {
        return bytes(name) + bytes(reference);
    }

    /** What its value takes, bytes of UTF-8. */
    int valueBytes() {
        return value.map(Output::bytes).orElse(0);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Leaves the value out: nobody knows what a run puts there. */
    @Override
    public String toString() {
        return "Output[name=" + name + ", dataType=" + dataType + ", truncated=" + truncated + "]";
    }
}
