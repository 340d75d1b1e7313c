package io.runbridge.local;

import java.util.Locale;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** Formats the broker's storage where that was not done yet, and runs the broker: one process instead of two. */
final class BrokerMain {
    private BrokerMain() {}

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
