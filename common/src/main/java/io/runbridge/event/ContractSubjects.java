package io.runbridge.event;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the contract known to the registry at start, so that a foreign producer finds {@code run-requests-value} there
 * before anything was sent, and fills the client's caches, so that no later write calls the registry. Any thread.
 */
public final class ContractSubjects {

    /** Whether we may write to the registry. */
    public enum Registration {
        /** Register each schema, and FULL_TRANSITIVE for its subject. */
        REGISTER,
        /** Only look the schemas up: somebody else registers them. */
        EXPECT
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(ContractSubjects.class);
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private final SchemaRegistryClient client;
    private final Map<String, Schema> schemasByTopic;
    private final Registration registration;

    /** Names the contract: the schema of each topic's values, by topic. */
    public ContractSubjects(RegistryClient registry, Map<String, Schema> schemasByTopic, Registration registration) {
        this.client = registry.official();
        this.schemasByTopic = Map.copyOf(schemasByTopic);
        this.registration = registration;
    }

    /** The subject of a topic's values. */
    public static String subjectOf(String topic) {
        return topic + "-value";
    }

    /** Tries once. */
    public ContractOutcome prepare() {
        try {
            return attempt();
        } catch (RegistryUnavailableException e) {
            return new ContractOutcome.Unavailable(e.getMessage());
        }
    }

    /**
     * Tries until the registry answers; never returns {@link ContractOutcome.Unavailable}.
     *
     * @throws RegistryWaitStoppedException if the process stops meanwhile
     */
    public ContractOutcome prepare(RegistryPatience patience) {
        return patience.insist(this::attempt);
    }

    private ContractOutcome attempt() throws RegistryUnavailableException {
        Map<String, Integer> ids = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, Schema> entry : schemasByTopic.entrySet()) {
            try {
                ids.put(entry.getKey(), settle(subjectOf(entry.getKey()), wireForm(entry.getValue())));
            } catch (RefusedException e) {
                problems.add(e.getMessage());
            }
        }
        return problems.isEmpty()
                ? new ContractOutcome.Ready(Map.copyOf(ids))
                : new ContractOutcome.Refused(problems.stream().sorted().toList());
    }

    /** The schema as the serializer looks it up: without the hints for Java that no other client understands. */
    private static AvroSchema wireForm(Schema schema) {
        GenericContainer carrier = () -> schema;
        return new AvroSchema(AvroSchemaUtils.getSchema(carrier, false, false, true));
    }

    private int settle(String subject, AvroSchema schema) throws RegistryUnavailableException, RefusedException {
        try {
            if (registration == Registration.REGISTER) {
                register(subject, schema);
            }
            int id = client.getId(subject, schema);
            // Another cache than the line above fills: this one serves the reading side.
            client.getSchemaBySubjectAndId(subject, id);
            return id;
        } catch (RestClientException e) {
            throw refusedOrUnavailable(subject, e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("prepare subject " + subject, e);
        }
    }

    private void register(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            client.register(subject, schema);
        } catch (RestClientException e) {
            requireRegistered(subject, schema, e);
            return;
        }
        try {
            client.updateCompatibility(subject, COMPATIBILITY);
        } catch (RestClientException e) {
            LOGGER.atWarn()
                    .addKeyValue("subject", subject)
                    .addKeyValue("statusCode", e.getStatus())
                    .log("The schema registry keeps its own compatibility level");
        }
    }

    /** A registry that lets us only read serves as well, once somebody else registered the schema. */
    private void requireRegistered(String subject, AvroSchema schema, RestClientException refusal)
            throws IOException, RestClientException {
        try {
            client.getId(subject, schema);
        } catch (RestClientException e) {
            throw refusal;
        }
        LOGGER.atInfo()
                .addKeyValue("subject", subject)
                .addKeyValue("statusCode", refusal.getStatus())
                .log("The schema was registered by somebody else");
    }

    private RefusedException refusedOrUnavailable(String subject, RestClientException e)
            throws RegistryUnavailableException {
        // After a registration, "not found" comes from a replica that lags behind: time heals it.
        if (registration == Registration.EXPECT && RegistryAnswers.isNotFound(e)) {
            return new RefusedException(
                    subject + " does not have this version's schema, and registration is switched off");
        }
        if (RegistryAnswers.isRefusal(e)) {
            return new RefusedException(
                    subject + " does not take this version's schema: " + RegistryAnswers.describe(e));
        }
        throw new RegistryUnavailableException("prepare subject " + subject, e);
    }

    /** The registry is well and says no to one subject. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
