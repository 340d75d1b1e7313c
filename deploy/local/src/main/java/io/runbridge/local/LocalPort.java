package io.runbridge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports of the loopback interface. Any thread. */
public final class LocalPort {
    private static final int CONNECT_LIMIT_MS = 500;

    private LocalPort() {}

    /** A port that nobody listens on now; nothing keeps it free afterwards. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure that a port can be listened on.
     *
     * @throws LocalFailure naming the port, what it is for and the option that changes it
     */
    public static void requireFree(int port, String purpose, String option) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.getLocalPort();
        } catch (IOException e) {
            throw new LocalFailure(
                    "Port " + port + " for " + purpose + " is in use: choose another one with " + option, e);
        }
    }

    /** Whether someone accepts connections on the port. */
    static boolean accepts(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MS);
            return true;
        }
    }
}
