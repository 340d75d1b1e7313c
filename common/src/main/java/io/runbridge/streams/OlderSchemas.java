package io.runbridge.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;

/** Schemas that earlier versions wrote with, for the decoder of a {@link SingleObject}. Stateless, any thread. */
public final class OlderSchemas {

    private OlderSchemas() {}

    /**
     * The schemas in files beside a class.
     *
     * @param names of the files, each with one whole schema
     * @throws IllegalStateException if one of them is not there: the build is wrong
     */
    public static SchemaStore beside(Class<?> type, String... names) {
        SchemaStore.Cache schemas = new SchemaStore.Cache();
        for (String name : names) {
            try (InputStream older = type.getResourceAsStream(name)) {
                if (older == null) {
                    throw new IllegalStateException("There is no " + name + " beside " + type.getName());
                }
                schemas.addSchema(new Schema.Parser().parse(older));
            } catch (IOException e) {
                throw new UncheckedIOException("Tried to read " + name + ", but " + e.getMessage(), e);
            }
        }
        return schemas;
    }
}
