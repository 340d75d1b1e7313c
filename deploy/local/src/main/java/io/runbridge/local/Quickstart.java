package io.runbridge.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job at one command: starts everything, plays the {@link Scene} and says whether it ended as it should. */
@Command(
        name = "quickstart",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts Kafka, a schema registry, a simulator of the platforms and both services on this machine,"
                + " then shows requests turn into runs and runs into events.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything ended as it should",
            "1:something did not",
            "2:wrong options",
            "3:something could not be started",
            "130:ended by Ctrl-C"
        },
        mixinStandardHelpOptions = true)
final class Quickstart implements Callable<Integer> {
    private static final int SCENE_FAILED = 1;
    private static final int NOT_STARTED = 3;
    private static final Duration SCENE_LIMIT = Duration.ofSeconds(90);

    private final PrintStream out;
    private final Palette palette;

    @Option(names = "--keep", description = "leave everything running until Ctrl-C")
    private boolean keep;

    @Option(names = "--no-scene", description = "play nothing, only start; goes with --keep")
    private boolean noScene;

    @Option(
            names = "--chaos",
            paramLabel = "SERVICE",
            description =
                    "kill -9 this service in the middle of the scene and start it again:" + " ${COMPLETION-CANDIDATES}")
    private LocalService.Kind chaos;

    @Mixin
    private PortOptions ports = new PortOptions();

    private Quickstart(PrintStream out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    public static void main(String[] args) {
        Palette palette = Palette.of(Boolean.getBoolean("runbridge.terminal"), System.getenv("NO_COLOR"));
        System.exit(commandLine(System.out, palette).execute(args));
    }

    static CommandLine commandLine(PrintStream out, Palette palette) {
        return new CommandLine(new Quickstart(out, palette))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        palette == Palette.COLOURED ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof LocalFailure) {
                        command.getErr().println(failure.getMessage());
                        return NOT_STARTED;
                    }
                    throw failure;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        out.println("Starting");
        try (LocalCluster cluster = LocalCluster.start(ports.ports(), LocalBroker::start, this::printStarted)) {
            try (LocalService trigger = service(
                            cluster, LocalService.Kind.TRIGGER, cluster.ports().trigger());
                    LocalService poller = service(
                            cluster, LocalService.Kind.POLLER, cluster.ports().poller())) {
                return serve(cluster, List.of(trigger, poller));
            } catch (LocalFailure failure) {
                keepLogs(cluster.folder());
                throw failure;
            }
        }
    }

    private int serve(LocalCluster cluster, List<LocalService> services) throws InterruptedException {
        long begin = System.nanoTime();
        for (LocalService service : services) {
            service.awaitReady();
            printStarted(service.name(), Duration.ofNanos(System.nanoTime() - begin));
        }
        int exitCode = noScene ? 0 : play(cluster, services);
        if (keep) {
            out.println("READY  Kafka " + cluster.broker().bootstrapServers() + "  registry "
                    + cluster.registry().url() + "  simulator "
                    + cluster.simulator().httpUrl() + " and "
                    + cluster.simulator().httpsUrl());
            new CountDownLatch(1).await();
        }
        return exitCode;
    }

    private int play(LocalCluster cluster, List<LocalService> services) {
        EventPrinter printer = new EventPrinter(out, palette, ZoneId.systemDefault());
        out.println();
        printer.printHeading();
        try (EventLog log = new EventLog(cluster.client(), printer);
                EventSender sender = new EventSender(cluster.client())) {
            SceneResult result = new Scene(
                            "demo", sender, log, cluster.simulator().control())
                    .play(SCENE_LIMIT, () -> makeChaos(services));
            out.println();
            result.print(out, palette);
            if (!result.ok()) {
                keepLogs(cluster.folder());
                return SCENE_FAILED;
            }
            return 0;
        }
    }

    private void makeChaos(List<LocalService> services) {
        for (LocalService service : services) {
            if (chaos != null && service.name().equals(chaos.word())) {
                out.println(palette.paint(Palette.Tone.NOTABLE, "kill -9 " + service.process()));
                service.kill();
                service.start();
            }
        }
    }

    private LocalService service(LocalCluster cluster, LocalService.Kind kind, int port) {
        return cluster.service(kind, kind.word(), port).start();
    }

    private void printStarted(String part, Duration took) {
        out.println(String.format(Locale.ROOT, "  %-18s up after %.1f s", part, took.toMillis() / 1000.0));
    }

    private void keepLogs(Path folder) {
        Path target = LocalHome.find().folder().resolve("logs");
        try (Stream<Path> files = Files.walk(folder)) {
            Files.createDirectories(target);
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.copy(log, target.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            out.println("The logs are in " + target);
        } catch (IOException e) {
            out.println("Tried to copy the logs to " + target + ", but it failed: " + e.getMessage());
        }
    }
}
