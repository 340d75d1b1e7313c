package io.runbridge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several brokers as one cluster, each a process of its own. Any thread, one caller at a time. */
public final class LocalBrokers implements Broker {
    private final List<LocalBroker> brokers;

    private LocalBrokers(List<LocalBroker> brokers) {
        this.brokers = brokers;
    }

    /**
     * Starts them one after the other.
     *
     * @param nodes how many
     * @param port the first one's; the others take free ones
     * @param folder an existing, empty folder, in which each gets its own
     * @throws LocalFailure if one of them does not come up
     */
    public static LocalBrokers start(int nodes, int port, Path folder) {
        List<LocalBroker> brokers = new ArrayList<>();
        try {
            BrokerNode node = BrokerNode.first(nodes);
            for (int i = 0; i < nodes; i++) {
                Path own = Files.createDirectory(folder.resolve("broker-" + node.id()));
                brokers.add(LocalBroker.start(node, i == 0 ? port : LocalPort.free(), own));
                node = node.next();
            }
            return new LocalBrokers(List.copyOf(brokers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LocalFailure e) {
            new LocalBrokers(brokers).close();
            throw e;
        }
    }

    /**
     * One of them.
     *
     * @param number from 0; the first one is the only controller, without which nothing is decided
     */
    public LocalBroker broker(int number) {
        return brokers.get(number);
    }

    @Override
    public String bootstrapServers() {
        return brokers.stream().map(LocalBroker::bootstrapServers).collect(Collectors.joining(","));
    }

    /** Stops the controller last: a broker that stops asks it for leave. */
    @Override
    public void close() {
        for (int i = brokers.size() - 1; i >= 0; i--) {
            brokers.get(i).close();
        }
    }
}
