package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.SafeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names a dead letter, as {@code PARTITION@OFFSET} of the topic of dead letters. */
record Place(int partition, long offset) implements Comparable<Place> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})@(\\d{1,18})");

    /** From the command line. */
    static final class Converter implements ITypeConverter<Place> {
        @Override
        public Place convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + SafeText.of(text) + "' is no PARTITION@OFFSET, as the first column of the list has them");
            }
            return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
    }

    @Override
    public int compareTo(Place other) {
        return partition == other.partition
                ? Long.compare(offset, other.offset)
                : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
