package io.runbridge.local;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * How any user of the contract connects: the broker, the registry, and Confluent's Avro classes with the generated
 * records. Immutable, any thread.
 */
public record ContractClient(String bootstrapServers, String registryUrl) {
    /** Bytes: whether a record is too long is for the topic to say. */
    private static final int LONGEST_REQUEST = 8_000_000;

    private static final String CONTRACT_PACKAGE = "io.runbridge.schemas";

    static {
        // Avro 1.12.2 makes objects only of classes that were declared safe; a virtual machine has one such list.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(CONTRACT_PACKAGE)));
    }

    /** Settings of an idempotent producer; serializers are given as objects. */
    public Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        settings.put("max.request.size", LONGEST_REQUEST);
        return settings;
    }

    /** Settings of a reader without a group that sees committed records only. */
    public Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        return settings;
    }

    /** Writes generated records under the schemas that the services registered, which have no hints for Java in them. */
    public KafkaAvroSerializer serializer() {
        KafkaAvroSerializer serializer = new KafkaAvroSerializer();
        Map<String, Object> settings = Map.of(
                "schema.registry.url",
                registryUrl,
                "auto.register.schemas",
                false,
                "avro.remove.java.properties",
                true);
        serializer.configure(settings, false);
        return serializer;
    }

    /** Reads generated records. */
    public KafkaAvroDeserializer deserializer() {
        KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
        deserializer.configure(Map.of("schema.registry.url", registryUrl, "specific.avro.reader", true), false);
        return deserializer;
    }
}
