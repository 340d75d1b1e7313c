package io.runbridge.event;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The process's one client of the schema registry, and the serdes built on it. Any thread; close it last.
 *
 * <p>Values are in the Confluent wire format under the subject {@code <topic>-value}. Nothing is registered in passing:
 * {@link ContractSubjects} does that once, at start.
 */
public final class RegistryClient implements AutoCloseable {

    private final RegistrySettings settings;
    private final SchemaRegistryClient client;

    private RegistryClient(RegistrySettings settings) {
        this.settings = settings;
        this.client = SchemaRegistryClientFactory.newClient(
                settings.urls(),
                settings.cacheCapacity(),
                List.of(new AvroSchemaProvider()),
                settings.client(),
                settings.headers());
    }

    /**
     * Makes the client; calls nobody yet.
     *
     * @param settings the registry's settings under their official names: {@code schema.registry.url} (required; commas
     *     between several addresses of one registry), {@code basic.auth.*}, {@code bearer.auth.*},
     *     {@code schema.registry.ssl.*}, {@code request.header.*}, {@code http.read.timeout.ms} and so on
     * @throws IllegalArgumentException if the address is missing or is no address; the message holds no secret
     */
    public static RegistryClient connect(Map<String, String> settings) {
        AvroSafety.install();
        return new RegistryClient(RegistrySettings.of(settings));
    }

    /**
     * A serde for values of one record type; null stays null.
     *
     * <p>Writing and reading throw {@code SerializationException}. Once {@link ContractSubjects} is ready, neither calls
     * the registry for the contract's own schemas. For topics that others write to, take an {@link EventDecoder}.
     */
    public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer(client, serdeSettings());
        KafkaAvroDeserializer deserializer = deserializer();
        Schema schema = SpecificData.getForClass(type).getSchema(type);
        // Lambdas, because the official serdes close the shared client with themselves.
        return Serdes.serdeFrom(
                (topic, value) -> serializer.serialize(topic, value),
                (topic, bytes) -> type.cast(deserializer.deserialize(topic, bytes, schema)));
    }

    KafkaAvroDeserializer deserializer() {
        return new KafkaAvroDeserializer(client, serdeSettings());
    }

    /**
     * What the serdes are told. They share the client above and log their settings, so they get its address but none of
     * its secrets; a rule that somebody attached to a schema in the registry is never run.
     */
    private Map<String, ?> serdeSettings() {
        return Map.of(
                AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG, settings.urls(),
                AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS, false,
                AbstractKafkaSchemaSerDeConfig.RULE_SERVICE_LOADER_ENABLE, false,
                KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true,
                KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
    }

    SchemaRegistryClient official() {
        return client;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to close the schema registry client, but " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "RegistryClient" + settings.urls();
    }
}
