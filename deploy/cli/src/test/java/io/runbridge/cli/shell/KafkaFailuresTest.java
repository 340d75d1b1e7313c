package io.runbridge.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailuresTest {

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new TimeoutException("t"), CliExit.FAILURE, "--bootstrap-server"),
                Arguments.of(new TopicAuthorizationException("a"), CliExit.FAILURE, "WRITE"),
                Arguments.of(new SaslAuthenticationException("s"), CliExit.FAILURE, "security.protocol"),
                Arguments.of(new KafkaException(new ConfigException("c")), CliExit.USAGE, "settings"),
                Arguments.of(new UnknownTopicOrPartitionException("u"), CliExit.NOT_FOUND, "does not exist"),
                Arguments.of(new RecordTooLargeException("r"), CliExit.REFUSED, "max.message.bytes"),
                Arguments.of(new IllegalStateException("x"), CliExit.FAILURE, "unexpectedly"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldSayWhatToDo(Exception failure, CliExit exit, String advice) {
        CommandFailure told = KafkaFailures.tell(failure);

        assertThat(told.exit()).isEqualTo(exit);
        assertThat(told).hasMessageContaining(advice);
    }
}
