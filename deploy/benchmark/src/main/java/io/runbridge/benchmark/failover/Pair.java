package io.runbridge.benchmark.failover;

import io.runbridge.benchmark.stage.Stage;
import io.runbridge.local.LocalProcess;
import io.runbridge.local.LocalService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Two instances that share the work; they are killed in turn. One caller at a time. */
sealed interface Pair {

    /** Starts both. */
    void start();

    /** Ends one of them as hard as can be. */
    void kill();

    /** Starts the killed one again. */
    void restore();

    /** Stops both in an orderly way. */
    void stop();

    /** Instances of a service, which go on with the state they left. */
    final class Services implements Pair {
        private final Stage stage;
        private final List<LocalService> services;
        private int victim;

        Services(Stage stage, List<LocalService> services) {
            this.stage = stage;
            this.services = services;
        }

        @Override
        public void start() {
            services.forEach(stage::start);
        }

        @Override
        public void kill() {
            victim = (victim + 1) % services.size();
            services.get(victim).kill();
        }

        @Override
        public void restore() {
            stage.start(services.get(victim));
        }

        @Override
        public void stop() {
            services.forEach(stage::stop);
        }
    }

    /** Processes that keep nothing. */
    final class Processes implements Pair {
        private final Supplier<LocalProcess> starter;
        private final List<LocalProcess> processes = new ArrayList<>();

        Processes(Supplier<LocalProcess> starter) {
            this.starter = starter;
        }

        @Override
        public void start() {
            processes.add(starter.get());
            processes.add(starter.get());
        }

        @Override
        public void kill() {
            processes.remove(0).kill();
        }

        @Override
        public void restore() {
            processes.add(starter.get());
        }

        @Override
        public void stop() {
            processes.forEach(LocalProcess::stop);
        }
    }
}
