package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LocalPortTest {
    @Test
    void shouldNamePortPurposeAndOptionIfThePortIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalPort.requireFree(taken.getLocalPort(), "Kafka", "--kafka-port"))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessage("Port " + taken.getLocalPort()
                            + " for Kafka is in use: choose another one with --kafka-port");
        }
    }

    @Test
    void shouldAcceptAFreePort() {
        assertThatCode(() -> LocalPort.requireFree(LocalPort.free(), "Kafka", "--kafka-port"))
                .doesNotThrowAnyException();
    }
}
