package io.runbridge.event;

import com.google.common.util.concurrent.ExecutionError;
import com.google.common.util.concurrent.UncheckedExecutionException;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;

/** Finds the schemas that values were written with; once found, the client keeps them. Any thread. */
final class WriterSchemas {

    private final SchemaRegistryClient client;
    private final String subject;

    WriterSchemas(SchemaRegistryClient client, String subject) {
        this.client = client;
        this.subject = subject;
    }

    Schema find(int id) throws RegistryUnavailableException, PoisonException {
        try {
            Schema schema = (Schema) client.getSchemaBySubjectAndId(subject, id).rawSchema();
            return schema != null ? schema : forget(id);
        } catch (RestClientException e) {
            if (RegistryAnswers.isNotFound(e)) {
                throw new PoisonException(
                        PoisonReason.UNKNOWN_SCHEMA, "The schema registry has no schema with id " + id, e);
            }
            throw new RegistryUnavailableException(action(id), e);
        } catch (IOException e) {
            if (isUnusableSchema(e)) {
                throw unusable(id, e);
            }
            throw new RegistryUnavailableException(action(id), e);
        } catch (UncheckedExecutionException | ExecutionError e) {
            // Comes from the client's cache of parsed schemas: another kind of schema than Avro, or one nested too
            // deep.
            throw unusable(id, e);
        } catch (NullPointerException e) {
            // The client does not expect an empty answer.
            throw new RegistryUnavailableException(action(id), new IOException("the answer was empty", e));
        }
    }

    /** An answer without a schema says nothing, but the client would keep it for good. */
    private Schema forget(int id) throws RegistryUnavailableException {
        client.reset();
        throw new RegistryUnavailableException(action(id), new IOException("the answer holds no schema"));
    }

    /**
     * The client reports a schema that it cannot parse as a plain I/O failure: only its text tells it from a broken
     * connection. Fact: kafka-schema-registry-client 7.9.2, {@code CachedSchemaRegistryClient}.
     */
    private static boolean isUnusableSchema(IOException e) {
        return e.getMessage() != null && e.getMessage().startsWith("Invalid schema");
    }

    private static PoisonException unusable(int id, Throwable cause) {
        return new PoisonException(
                PoisonReason.UNKNOWN_SCHEMA, "The registry's schema with id " + id + " is no valid Avro", cause);
    }

    private static String action(int id) {
        return "fetch schema " + id;
    }
}
