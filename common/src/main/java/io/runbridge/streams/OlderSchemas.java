package io.runbridge.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/** Schemas in which older versions wrote what stores still hold. Any thread. */
public final class OlderSchemas {

    private OlderSchemas() {}

    /**
     * Reads complete schemas that lie beside a class as resources.
     *
     * @throws UncheckedIOException if one cannot be read
     */
    public static SchemaStore beside(Class<?> owner, String... files) {
        SchemaStore.Cache schemas = new SchemaStore.Cache();
        for (String file : files) {
            try (InputStream kept = Objects.requireNonNull(owner.getResourceAsStream(file), file)) {
                schemas.addSchema(new Schema.Parser().parse(kept));
            } catch (IOException e) {
                throw new UncheckedIOException("Tried to read the older schema " + file, e);
            }
        }
        return schemas;
    }
}
