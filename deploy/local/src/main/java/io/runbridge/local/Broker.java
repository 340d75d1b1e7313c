package io.runbridge.local;

import java.nio.file.Path;

/** A running Kafka broker, wherever it came from. */
public interface Broker extends AutoCloseable {

    /** What clients on this machine connect to. */
    String bootstrapServers();

    /** Stops it in an orderly way. */
    @Override
    void close();

    /** A way to get a broker. */
    @FunctionalInterface
    interface Source {
        /**
         * Starts an empty broker and waits until it answers.
         *
         * @param port the loopback port to use, where that can be chosen
         * @param folder an existing, empty folder for whatever it writes
         * @throws LocalFailure if it does not come up
         */
        Broker start(int port, Path folder);
    }
}
