package io.runbridge.streams;

import io.runbridge.config.RunbridgeConfig.RegistryConfig;
import io.runbridge.event.ContractOutcome;
import io.runbridge.event.ContractSubjects;
import io.runbridge.event.ContractSubjects.Registration;
import io.runbridge.event.RegistryClient;
import io.runbridge.event.RegistryPatience;
import io.runbridge.event.RegistryWaitStoppedException;
import io.runbridge.ops.StartRefusedException;
import io.runbridge.ops.StopSignal;
import io.runbridge.topic.Topics;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * A service's one registry client, with its start step and with the patience that makes a service unready while somebody
 * waits for the registry. Any thread.
 */
public final class RegistryAccess implements AutoCloseable {

    private final RegistryClient client;
    private final RegistryPatience patience;
    private final Registration registration;

    public RegistryAccess(ServiceContext context) {
        RegistryConfig config = context.config().schemaRegistry();
        StopSignal stop = context.stop();
        this.client = connect(config);
        this.patience = new RegistryPatience(
                stop::requested, new RegistryReadiness(context.readiness()), time -> stop.pause(time));
        this.registration = config.registerContract() ? Registration.REGISTER : Registration.EXPECT;
    }

    private static RegistryClient connect(RegistryConfig config) {
        try {
            return RegistryClient.connect(config.properties());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("runbridge.schema-registry.properties: " + e.getMessage());
        }
    }

    public RegistryClient client() {
        return client;
    }

    public RegistryPatience patience() {
        return patience;
    }

    /** Makes the contract known to the registry, however long that one takes to answer. */
    public StartStep contract() {
        Map<String, Schema> schemas = Topics.withSchema().stream()
                .collect(Collectors.toMap(
                        Topics::topicName, topic -> topic.valueSchema().orElseThrow()));
        return new StartStep("contract", (stop, waiting) -> {
            try {
                if (new ContractSubjects(client, schemas, registration).prepare(patience)
                        instanceof ContractOutcome.Refused refused) {
                    throw new StartRefusedException(
                            "The schema registry refuses the contract: " + String.join("; ", refused.problems()));
                }
            } catch (RegistryWaitStoppedException e) {
                stop.request();
            }
        });
    }

    @Override
    public void close() {
        client.close();
    }
}
