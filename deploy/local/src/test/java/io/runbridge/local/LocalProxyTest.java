package io.runbridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalProxyTest {
    private static final int WORD = 42;

    private ServerSocket target;
    private LocalProxy proxy;

    @BeforeEach
    void open() throws IOException {
        target = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        proxy = LocalProxy.to(target.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        target.close();
    }

    @Test
    void shouldCarryBytesBothWays() throws IOException {
        try (Socket client = client();
                Socket server = target.accept()) {
            client.getOutputStream().write(WORD);
            assertThat(server.getInputStream().read()).isEqualTo(WORD);

            server.getOutputStream().write(WORD);
            assertThat(client.getInputStream().read()).isEqualTo(WORD);
        }
    }

    @Test
    void shouldEndConnectionsAndLetNoneThroughWhileItIsCut() throws IOException {
        try (Socket client = client();
                Socket server = target.accept()) {
            proxy.cut();
            assertThat(ended(client)).isTrue();
            assertThat(ended(server)).isTrue();
        }
        try (Socket refused = client()) {
            assertThat(ended(refused)).isTrue();
        }
    }

    @Test
    void shouldLetConnectionsThroughAgainOnceItIsMended() throws IOException {
        proxy.cut();
        proxy.mend();

        shouldCarryBytesBothWays();
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }
}
