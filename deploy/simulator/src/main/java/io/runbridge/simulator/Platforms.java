package io.runbridge.simulator;

import io.runbridge.simulator.control.ControlApi;
import io.runbridge.simulator.control.Definitions;
import io.runbridge.simulator.control.Definitions.Kind;
import io.runbridge.simulator.control.Identities;
import io.runbridge.simulator.control.Oracle;
import io.runbridge.simulator.databricks.jobs.JobBook;
import io.runbridge.simulator.databricks.jobs.JobsApi;
import io.runbridge.simulator.databricks.pipelines.PipelinesApi;
import io.runbridge.simulator.databricks.pipelines.UpdateBook;
import io.runbridge.simulator.datafactory.DataFactoryApi;
import io.runbridge.simulator.entra.Application;
import io.runbridge.simulator.entra.Audience;
import io.runbridge.simulator.entra.BearerGuard;
import io.runbridge.simulator.entra.ContributorGuard;
import io.runbridge.simulator.entra.EntraApi;
import io.runbridge.simulator.entra.HostIdentityApi;
import io.runbridge.simulator.entra.MachineApi;
import io.runbridge.simulator.entra.TokenBook;
import io.runbridge.simulator.fault.CallCounter;
import io.runbridge.simulator.fault.Faults;
import io.runbridge.simulator.fault.Gateway;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.life.Behaviours;
import io.runbridge.simulator.life.Settings;
import io.runbridge.simulator.life.SimulatorClock;
import io.runbridge.simulator.life.World;
import io.runbridge.simulator.synapse.SynapseApi;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;

/** Puts one simulator's parts together. Event loop only. */
final class Platforms {

    private Platforms() {}

    static FrontDoor open(Vertx vertx, SimulatorOptions options) {
        Settings settings = new Settings(options.settings());
        World world = new World(new SimulatorClock(options.clock()), settings, new Behaviours(settings));
        TokenBook tokens = new TokenBook(world, options.accessTokens());
        SynapseApi synapse = new SynapseApi(world);
        DataFactoryApi factory = new DataFactoryApi(world);
        JobBook jobs = new JobBook(world);
        UpdateBook updates = new UpdateBook(world);
        Faults faults = new Faults();
        CallCounter counter = new CallCounter();
        Guard azure = new BearerGuard(tokens, Audience.SYNAPSE, "AuthenticationFailed");
        Guard management = new BearerGuard(tokens, Audience.MANAGEMENT, "AuthenticationFailed");
        Guard databricks =
                new ContributorGuard(new BearerGuard(tokens, Audience.DATABRICKS, "UNAUTHENTICATED"), world, tokens);
        Application application = new Application(options.clientId(), options.clientSecret());
        List<Endpoint> platforms = Stream.of(
                        synapse.endpoints(azure),
                        factory.endpoints(management),
                        new JobsApi(world, jobs).endpoints(databricks),
                        new PipelinesApi(world, updates).endpoints(databricks),
                        new EntraApi(tokens, application).endpoints(),
                        new MachineApi(tokens, application).endpoints(),
                        new HostIdentityApi(tokens, application).endpoints())
                .flatMap(List::stream)
                .toList();
        Oracle oracle = new Oracle(List.of(synapse.workspace(), factory.factories(), jobs, updates), settings);
        Definitions definitions = new Definitions(List.of(
                new Kind("/synapse/pipelines", synapse.workspace()::define, synapse.workspace()::undefine),
                new Kind("/datafactory/pipelines", factory.factories()::define, factory.factories()::undefine),
                new Kind("/jobs", jobs::define, jobs::undefine),
                new Kind("/pipelines", updates::define, updates::undefine)));
        Gateway gateway = new Gateway(vertx, world, faults, counter);
        Identities identities = new Identities(application, tokens);
        ControlApi control = new ControlApi(world, faults, counter, identities, oracle, definitions);
        return new FrontDoor(vertx, gateway, platforms, control.endpoints());
    }
}
