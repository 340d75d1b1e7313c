package io.runbridge.local;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What still has to be undone when this process ends, however it ends short of kill -9: last in, first undone, so that
 * the services stop before their broker and the data folder goes last. Any thread.
 */
final class ExitActions {
    private static final Deque<Runnable> PENDING = new ArrayDeque<>();
    private static boolean hooked;

    private ExitActions() {}

    /** Adds an action that must not throw. */
    static synchronized void add(Runnable action) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(ExitActions::runAll, "local-exit"));
            hooked = true;
        }
        PENDING.push(action);
    }

    /** Takes back an action that was done in the ordinary way. */
    static synchronized void remove(Runnable action) {
        PENDING.remove(action);
    }

    private static void runAll() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private static synchronized Runnable next() {
        return PENDING.poll();
    }
}
