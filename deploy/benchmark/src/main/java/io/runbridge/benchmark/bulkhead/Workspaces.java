package io.runbridge.benchmark.bulkhead;

import io.runbridge.local.LocalProxy;
import io.runbridge.local.LocalSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Databricks workspaces, each at a port of its own: all of them lead to one simulator, but the last may be dead, so that
 * connections to it open and nothing is ever answered. One caller at a time.
 */
final class Workspaces implements AutoCloseable {
    private static final int POLLS_PER_SECOND = 20;
    private static final int BACKLOG = 1_000;

    private final List<Integer> ports = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    Workspaces(int count, boolean lastIsDead, int simulatorPort) {
        for (int i = 0; i < count; i++) {
            if (lastIsDead && i == count - 1) {
                ServerSocket dead = deaf();
                open.add(dead);
                ports.add(dead.getLocalPort());
            } else {
                LocalProxy proxy = LocalProxy.to(simulatorPort);
                open.add(proxy);
                ports.add(proxy.port());
            }
        }
    }

    /** Name of a workspace. */
    static String name(int index) {
        return "workspace-" + index;
    }

    /** System properties that configure all of them. */
    List<String> options() {
        return IntStream.range(0, ports.size())
                .boxed()
                .flatMap(i -> List.of(
                                "type=DATABRICKS",
                                "endpoint=http://127.0.0.1:" + ports.get(i),
                                "auth.method=TOKEN",
                                "auth.token=" + LocalSimulator.DATABRICKS_TOKEN,
                                "polls.per-second=" + POLLS_PER_SECOND)
                        .stream()
                        .map(setting -> "-Drunbridge.platforms." + name(i) + "." + setting))
                .toList();
    }

    private static ServerSocket deaf() {
        try {
            return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable part : open) {
            try {
                part.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
