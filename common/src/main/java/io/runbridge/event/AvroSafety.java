package io.runbridge.event;

import java.util.Set;
import org.apache.avro.SystemLimitException;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Sets Avro's own guards for this process: which classes it may load, and how long a collection may claim to be. Any
 * thread.
 *
 * <p>Avro 1.12.2 refuses every record class outside its list with a {@code SecurityException}. The list is one for the
 * whole JVM, so what is added is narrow: two packages by their exact names.
 *
 * <p>An array is allocated by the count that the bytes claim, before its items are read. Avro bounds it by a quarter of
 * the heap, which a busy process may not have free.
 */
public final class AvroSafety {

    private static final Set<String> PACKAGES =
            Set.of("io.runbridge.schemas", "io.runbridge.trigger.ledger", "io.runbridge.poller.run");

    /** An item takes a byte at least, so no honest value within the decoder's limit has more of them. */
    private static final int MOST_ITEMS = EventDecoder.DEFAULT_LIMIT;

    static {
        if (System.getProperty(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY) == null) {
            // Avro reads the limit once, when it decodes for the first time; there is no other way to set it.
            System.setProperty(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, String.valueOf(MOST_ITEMS));
        }
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), AvroSafety::isOurs));
    }

    private AvroSafety() {}

    /** Makes sure that the guards are set; to be called before the first record is read or written. */
    public static void install() {
        // The work is done once, when this class is initialised.
    }

    private static boolean isOurs(Class<?> type) {
        return PACKAGES.contains(type.getPackageName());
    }
}
