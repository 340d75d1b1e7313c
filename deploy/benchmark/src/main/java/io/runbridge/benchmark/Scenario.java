package io.runbridge.benchmark;

import io.runbridge.benchmark.result.Result;
import java.util.function.Consumer;

/**
 * One benchmark. An implementation is a picocli command that {@link BenchmarkCommand} lists; its fields are its options.
 * Used once, by one thread.
 */
public interface Scenario {

    /**
     * Warms up and plays all rounds, ours and the peers' in turn. Ends everything that it started.
     *
     * @param progress told in words how far it is
     * @throws io.runbridge.local.LocalFailure if something could not be started or did not do what is measured
     */
    Result play(Consumer<String> progress);
}
