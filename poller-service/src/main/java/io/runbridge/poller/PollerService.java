package io.runbridge.poller;

import io.runbridge.config.PlatformConfig.PollConfig;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.ops.OpsAddress;
import io.runbridge.platform.Platform;
import io.runbridge.platform.Platforms;
import io.runbridge.poller.open.OpenRunStore;
import io.runbridge.poller.open.PollerMetrics;
import io.runbridge.poller.open.PollerSettings;
import io.runbridge.poller.round.PollTarget;
import io.runbridge.poller.run.StuckPolicy;
import io.runbridge.streams.RegistryAccess;
import io.runbridge.streams.Service;
import io.runbridge.streams.ServiceCommand;
import io.runbridge.streams.ServiceContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Entry point of the poller-service. */
public final class PollerService implements Service {

    /** Runs until it is stopped; see {@code --help} for options and exit codes. */
    public static void main(String... args) {
        ServiceCommand.main(new PollerService(), args);
    }

    @Override
    public String name() {
        return "poller-service";
    }

    @Override
    public String applicationId() {
        return "runbridge-poller";
    }

    @Override
    public Set<String> windowStores() {
        return Set.of(OpenRunStore.CLOSED);
    }

    @Override
    public OpsAddress opsAddress(RunbridgeConfig config) {
        return new OpsAddress(config.poller().host(), config.poller().port());
    }

    @Override
    public Parts assemble(ServiceContext context) {
        RunbridgeConfig config = context.config();
        RegistryAccess registry = new RegistryAccess(context);
        Platforms platforms = Platforms.open(context.vertx(), config.platforms(), Clock.systemUTC());
        platforms.bindTo(context.metrics());
        Map<String, PollTarget> targets = platforms.byName().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> PollTarget.of(entry.getValue())));
        Map<String, StuckPolicy> stuckPolicies = platforms.byName().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> stuckPolicy(entry.getValue())));
        PollerSettings settings =
                new PollerSettings(targets, config.poller().notFoundGrace(), context.ledgerPartitions(), stuckPolicies);
        PollerTopology topology = new PollerTopology(
                applicationId(),
                registry.client(),
                registry.patience(),
                settings,
                new PollerMetrics(context.metrics()));
        return new Parts(
                List.of(registry.contract()),
                topology.build(),
                () -> {}, // a look that is cut short loses nothing: the next owner looks again
                () -> {
                    platforms.close();
                    registry.close();
                });
    }

    private static StuckPolicy stuckPolicy(Platform platform) {
        Map<String, Duration> words = new HashMap<>();
        platform.adapters().values().forEach(adapter -> words.putAll(adapter.passingStates()));
        PollConfig polls = platform.config().polls();
        return StuckPolicy.of(words, polls.stuckAfter(), polls.stuckCancel());
    }
}
