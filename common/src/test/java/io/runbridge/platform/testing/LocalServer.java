package io.runbridge.platform.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * An HTTP server on loopback that a test controls down to the bytes, for answers that no well-behaved server gives. A
 * thread for each connection; {@link #close} ends them all.
 */
public final class LocalServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Function<Request, Reply> answers;

    /** A request as it came. */
    public record Request(String method, String uri, Map<String, String> headers, String body) {}

    /** What to do with a connection once a request has been read from it. */
    @FunctionalInterface
    public interface Reply {

        /** Writes to the connection; whether it stays open for another request. */
        boolean write(Socket connection, CountDownLatch serverClosed) throws IOException, InterruptedException;

        /** A well-formed answer with a JSON body. */
        static Reply json(int status, String body) {
            return of(status, Map.of("content-type", "application/json"), body);
        }

        /** A well-formed answer. */
        static Reply of(int status, Map<String, String> headers, String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append("content-length: ").append(bytes.length).append("\r\n\r\n");
            return (connection, serverClosed) -> {
                OutputStream out = connection.getOutputStream();
                out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
                out.write(bytes);
                out.flush();
                return true;
            };
        }

        /** These bytes, then the end of the connection. */
        static Reply raw(String text) {
            return (connection, serverClosed) -> {
                connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                return false;
            };
        }

        /** A reset of the connection. */
        static Reply reset() {
            return (connection, serverClosed) -> {
                connection.setSoLinger(true, 0);
                return false;
            };
        }

        /** These bytes, then nothing more until the server is closed. */
        static Reply stall(String text) {
            return (connection, serverClosed) -> {
                connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                connection.getOutputStream().flush();
                serverClosed.await();
                return false;
            };
        }
    }

    private LocalServer(Function<Request, Reply> answers) throws IOException {
        this.answers = answers;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Starts a server that answers so. */
    public static LocalServer start(Function<Request, Reply> answers) {
        try {
            LocalServer server = new LocalServer(answers);
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address, http. */
    public URI uri() {
        return URI.create("http://localhost:" + socket.getLocalPort());
    }

    /** All requests so far, in the order of their coming. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        quietly(socket);
        connections.forEach(LocalServer::quietly);
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            boolean open = true;
            while (open) {
                Request request = read(connection.getInputStream());
                requests.add(request);
                open = answers.apply(request).write(connection, closed);
            }
        } catch (IOException | InterruptedException e) {
            // The other side has closed, or the server has.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] start = line(in).split(" ", -1);
        if (start.length < 2) {
            throw new IOException("no request line");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("no header");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(start[0], start[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("end of connection");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "local-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is closed one way or the other.
        }
    }
}
