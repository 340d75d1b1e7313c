package io.runbridge.benchmark;

import io.runbridge.benchmark.budget.BudgetScenario;
import io.runbridge.benchmark.bulkhead.BulkheadScenario;
import io.runbridge.benchmark.cancel.CancelScenario;
import io.runbridge.benchmark.failover.FailoverScenario;
import io.runbridge.benchmark.latency.LatencyScenario;
import io.runbridge.benchmark.result.Result;
import io.runbridge.benchmark.result.ResultFolder;
import io.runbridge.benchmark.result.TextReport;
import io.runbridge.benchmark.scale.ScaleScenario;
import io.runbridge.benchmark.stage.Recordings;
import io.runbridge.benchmark.stage.Stage;
import io.runbridge.benchmark.start.StartScenario;
import io.runbridge.benchmark.tick.TickScenario;
import io.runbridge.benchmark.watch.WatchScenario;
import io.runbridge.local.LocalFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** All benchmarks at one command. */
@Command(
        name = "run",
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "SCENARIO",
        description =
                "Starts Kafka, a schema registry, a simulator of the platforms, Runbridge and its peers as processes"
                        + " on this machine, measures them in turn, and prints medians with spread, CPU, memory and ratios."
                        + " Results also go to deploy/benchmark/target/results as JSON and SVG.",
        commandListHeading = "Scenarios:%n",
        footer = "'run SCENARIO --help' lists a scenario's options.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it ran; whether goals were reached is printed",
            "1:unexpected failure",
            "2:wrong options",
            "3:something could not be started or did not do what is measured, or ten minutes passed"
        },
        mixinStandardHelpOptions = true)
public final class BenchmarkCommand {
    private static final int NOT_RUN = 3;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String HOME = "runbridge.benchmark.home";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private static final List<Scenario> SCENARIOS = List.of(
            new StartScenario(),
            new LatencyScenario(),
            new WatchScenario(),
            new TickScenario(),
            new BudgetScenario(),
            new BulkheadScenario(),
            new CancelScenario(),
            new ScaleScenario(),
            new FailoverScenario());

    @Option(names = "--keep", description = "leave logs and state of all processes behind and print where")
    private boolean keep;

    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description = "a folder for flight recordings of the services (costs some speed)")
    private Optional<Path> recordings = Optional.empty();

    private BenchmarkCommand() {}

    /** Plays the scenario that the arguments name. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(SCENARIOS);
    }

    static CommandLine commandLine(List<Scenario> scenarios) {
        CommandLine line = new CommandLine(new BenchmarkCommand());
        scenarios.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true).setExecutionStrategy(BenchmarkCommand::execute);
    }

    private static int execute(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        if (!parsed.hasSubcommand()) {
            CommandLine command = parsed.commandSpec().commandLine();
            throw new CommandLine.ParameterException(command, "Name a scenario");
        }
        BenchmarkCommand own = (BenchmarkCommand) parsed.commandSpec().userObject();
        System.setProperty(Stage.KEEP, Boolean.toString(own.keep));
        own.recordings.ifPresent(folder ->
                System.setProperty(Recordings.FOLDER, folder.toAbsolutePath().toString()));
        return play((Scenario) parsed.subcommand().commandSpec().userObject());
    }

    private static int play(Scenario scenario) {
        Timer limit = endAfter(LIMIT);
        try {
            Result result = scenario.play(BenchmarkCommand::say);
            System.out.println(TextReport.of(result));
            Path folder = Path.of(System.getProperty(HOME, ""), "target", "results");
            System.out.println("Results: " + ResultFolder.write(folder, result));
            return 0;
        } catch (LocalFailure e) {
            System.err.println(e.getMessage());
            return NOT_RUN;
        } finally {
            limit.cancel();
        }
    }

    private static Timer endAfter(Duration limit) {
        Timer timer = new Timer("limit", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        System.err.println("Tried to end within " + limit.toMinutes() + " minutes, but did not");
                        System.exit(NOT_RUN);
                    }
                },
                limit.toMillis());
        return timer;
    }

    private static void say(String text) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + " " + text);
    }
}
