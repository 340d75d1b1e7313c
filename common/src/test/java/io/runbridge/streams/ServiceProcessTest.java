package io.runbridge.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.runbridge.config.ConfigLoader;
import io.runbridge.config.LoadedConfig;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.ops.OpsAddress;
import io.runbridge.ops.Readiness;
import io.runbridge.ops.StopSignal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceProcessTest {

    private final RunbridgeConfig config = ConfigLoader.fromMap(Map.of(
            "runbridge.kafka.properties.bootstrap.servers", "localhost:1",
            "runbridge.schema-registry.properties.schema.registry.url", "mock://x"));

    static List<RuntimeException> unusable() {
        return List.of(
                new IllegalArgumentException("platforms.lake: calls.trust-certificates: no certificate in ca.pem"),
                new ConfigException("runbridge.schema-registry.properties: schema.registry.url is wrong"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void shouldEndForAPersonIfTheConfigurationCannotBeUsed(RuntimeException failure) {
        // given
        StopSignal stop = new StopSignal();
        Readiness readiness = new Readiness();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServiceContext context = new ServiceContext(config, 12, 1, null, meters, readiness, stop);
        ServiceProcess process =
                new ServiceProcess(new FailingService(failure), new LoadedConfig(config, List.of(), List.of()), stop);
        // when
        ExitCode code = process.serve(context, new StreamsRunner(readiness, stop, meters));
        // then
        assertThat(code).isEqualTo(ExitCode.CONFIGURATION);
    }

    private record FailingService(RuntimeException failure) implements Service {

        @Override
        public String name() {
            return "test-service";
        }

        @Override
        public String applicationId() {
            return "test";
        }

        @Override
        public OpsAddress opsAddress(RunbridgeConfig config) {
            return new OpsAddress("127.0.0.1", 0);
        }

        @Override
        public Parts assemble(ServiceContext context) {
            throw failure;
        }
    }
}
