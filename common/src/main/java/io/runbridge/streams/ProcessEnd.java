package io.runbridge.streams;

import io.runbridge.ops.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process with our own exit code, also after a signal, where the JVM would say 143 however well the stop went.
 */
final class ProcessEnd {

    /** Longest the main thread may need: the limit of Streams, and of an admin call that was just under way. */
    private static final long LIMIT_SECONDS = StreamsRunner.CLOSE_LIMIT.toSeconds() + 10;

    private final StopSignal stop;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code = ExitCode.FAILURE.number();

    ProcessEnd(StopSignal stop) {
        this.stop = stop;
    }

    /** From now on SIGTERM and SIGINT request the stop and wait for the main thread. */
    void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitAndHalt, "stop"));
    }

    /** Main thread, last call. */
    void with(int exitCode) {
        code = exitCode;
        ended.countDown();
        System.exit(exitCode);
    }

    private void awaitAndHalt() {
        stop.request();
        boolean inTime = false;
        try {
            inTime = ended.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(inTime ? code : ExitCode.FAILURE.number());
    }
}
