package io.runbridge.local.broker;

import java.util.Locale;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * Formats the broker's storage where that was not done yet, and runs the broker: one process instead of two. Whoever
 * starts it finds its further jars in {@code broker.classpath} beside its classes.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /**
     * Runs until the process is ended; a broker whose storage cannot be formatted ends with the formatter's code.
     *
     * @param args the cluster's id and the file of the broker's settings
     */
    public static void main(String[] args) {
        String[] format = {"format", "--ignore-formatted", "-t", args[0], "-c", args[1]};
        int result = StorageTool.execute(format, System.out);
        if (result != 0) {
            System.out.println(String.format(Locale.ROOT, "formatting ended with %d", result));
            Runtime.getRuntime().exit(result);
        }
        Kafka.main(new String[] {args[1]});
    }
}
