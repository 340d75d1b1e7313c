package io.runbridge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between clients and one loopback port and can cut the line: while it is cut, connections end at once and no new
 * one gets through. Own daemon threads, two for each connection; all methods from any thread.
 */
public final class LocalProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket server;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private LocalProxy(ServerSocket server, int targetPort) {
        this.server = server;
        this.targetPort = targetPort;
    }

    /** Listens on a free port and carries on to the target, which need not be there yet. */
    public static LocalProxy to(int targetPort) {
        try {
            ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            LocalProxy proxy = new LocalProxy(server, targetPort);
            daemon("proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Where it leads to. */
    public int targetPort() {
        return targetPort;
    }

    /** Ends all connections and lets none through until {@link #mend()}. */
    public void cut() {
        cut = true;
        open.forEach(LocalProxy::end);
    }

    /** Lets connections through again. */
    public void mend() {
        cut = false;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cut();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                // Closed, or the target is not there: the client sees its connection end and tries again.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        open.add(client);
        try {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            open.add(target);
            daemon("proxy-there", () -> carry(client, target));
            daemon("proxy-back", () -> carry(target, client));
        } catch (IOException e) {
            end(client);
            throw e;
        } finally {
            // After both are in the set, so that a cut in between is not missed.
            if (cut) {
                open.forEach(LocalProxy::end);
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One side has ended; the other one ends with it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
