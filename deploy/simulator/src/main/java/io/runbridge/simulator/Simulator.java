package io.runbridge.simulator;

import io.runbridge.simulator.life.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The simulator as a program: prints one line when it is ready and runs until it is stopped.
 *
 * <p>Exit codes: 1 could not start, 2 wrong options, 130 and 143 stopped by a signal.
 */
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Speaks Azure Synapse, Azure Data Factory, Azure Databricks and Entra ID, over HTTP and TLS.")
public final class Simulator implements Callable<Integer> {

    /** Not named logback.xml, so that a program that embeds the simulator keeps its own configuration. */
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    @Option(names = "--host", description = "Address to listen on.")
    private String host = SimulatorOptions.HOST;

    @Option(names = "--http-port", description = "Port for plain HTTP, 0 for any.")
    private int httpPort = 7070;

    @Option(names = "--https-port", description = "Port for TLS, 0 for any.")
    private int httpsPort = 7443;

    @Option(
            names = "--ca-file",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "File the CA certificate is written to, as PEM.")
    private Optional<Path> caFile = Optional.empty();

    @Option(names = "--run-seconds", description = "How long a run takes.")
    private double runSeconds = 3;

    @Option(names = "--token-seconds", description = "How long issued tokens live.")
    private long tokenSeconds = 3_599;

    @Option(names = "--last-updated-moves", arity = "1", description = "Pipelines: lastUpdated of running runs moves.")
    private boolean lastUpdatedMoves = true;

    @Option(names = "--client-id", description = "The client that gets tokens.")
    private String clientId = SimulatorOptions.CLIENT_ID;

    @Option(
            names = "--client-secret",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Its secret (default: runbridge-secret).")
    private String clientSecret = SimulatorOptions.CLIENT_SECRET;

    @Option(
            names = "--access-token",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "A good Databricks access token, repeatable (default: dapi-local).")
    private List<String> accessTokens = List.of(SimulatorOptions.ACCESS_TOKEN);

    @Spec
    private CommandSpec spec;

    private Simulator() {}

    /** Runs the program. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "simulator-logback.xml");
        }
        System.exit(new CommandLine(new Simulator())
                .setExecutionExceptionHandler((error, command, result) -> {
                    command.getErr().println("simulator: " + error.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        SimulatorServer server = SimulatorServer.start(options());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Simulator ready: " + server.httpUrl() + " " + server.httpsUrl()
                + caFile.map(file -> " CA " + file).orElse(""));
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private SimulatorOptions options() {
        Map<Setting, Object> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.RUN_MILLIS, Math.round(runSeconds * 1_000));
        settings.put(Setting.TOKEN_SECONDS, tokenSeconds);
        settings.put(Setting.LAST_UPDATED_MOVES, lastUpdatedMoves);
        return new SimulatorOptions(
                host,
                httpPort,
                httpsPort,
                caFile,
                clientId,
                clientSecret,
                Set.copyOf(accessTokens),
                Clock.systemUTC(),
                settings);
    }
}
