package io.runbridge.streams;

import io.runbridge.config.ConfigLoader;
import io.runbridge.config.ConfigurationException;
import io.runbridge.config.LoadedConfig;
import io.runbridge.ops.StopSignal;
import io.runbridge.secret.ConfigSecrets;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a service; its {@code main} calls {@link #main(Service, String...)} and nothing else. Main thread. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, exitCodeListHeading = "%nExit codes:%n")
public final class ServiceCommand implements Callable<Integer> {

    private final Function<LoadedConfig, ExitCode> running;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file; by default /etc/runbridge/application.yaml if it exists.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--check-config", description = "Check the configuration, show what is in force, and exit.")
    private boolean checkOnly;

    private ServiceCommand(Function<LoadedConfig, ExitCode> running) {
        this.running = running;
    }

    /** Runs a service until SIGTERM, SIGINT or its own end, and ends the process with an {@link ExitCode}. */
    public static void main(Service service, String... args) {
        StopSignal stop = new StopSignal();
        ProcessEnd end = new ProcessEnd(stop);
        end.onSignal();
        end.with(execute(
                service.name(),
                loaded -> new ServiceProcess(service, loaded, stop).run(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args));
    }

    /** The command without the process around it. */
    static int execute(
            String name, Function<LoadedConfig, ExitCode> running, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line =
                new CommandLine(new ServiceCommand(running)).setOut(out).setErr(err);
        String version = ServiceCommand.class.getPackage().getImplementationVersion();
        line.getCommandSpec()
                .name(name)
                .version(name + " " + (version == null ? "(unreleased)" : version))
                .usageMessage()
                .exitCodeList(Arrays.stream(ExitCode.values())
                        .collect(Collectors.toMap(
                                code -> String.valueOf(code.number()),
                                ExitCode::meaning,
                                (a, b) -> a,
                                LinkedHashMap::new)));
        return line.execute(args);
    }

    @Override
    public Integer call() {
        LoadedConfig loaded;
        try {
            loaded = ConfigLoader.load(file, ConfigSecrets::read);
        } catch (ConfigurationException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.CONFIGURATION.number();
        }
        if (checkOnly) {
            show(loaded, spec.commandLine().getOut());
            return ExitCode.OK.number();
        }
        return running.apply(loaded).number();
    }

    private static void show(LoadedConfig loaded, PrintWriter out) {
        loaded.effective().forEach(out::println);
        loaded.notes().forEach(note -> out.println("Note: " + note));
        out.println("The configuration is fine.");
    }
}
