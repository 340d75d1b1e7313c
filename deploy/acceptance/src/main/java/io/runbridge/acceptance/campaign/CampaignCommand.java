package io.runbridge.acceptance.campaign;

import io.runbridge.acceptance.campaign.arena.Scale;
import io.runbridge.acceptance.campaign.arena.Setup;
import io.runbridge.acceptance.campaign.fault.FaultKind;
import io.runbridge.local.LocalFailure;
import io.runbridge.local.LocalService.Program;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The campaign at one command. */
@Command(
        name = "campaign",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts Kafka, a schema registry, a simulator of the platforms and both services on this machine,"
                + " loads them, injects faults from a seed, and compares what was asked, what the platforms started and"
                + " what was published.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing lost, nothing doubled, no wrong status, and doubt was settled both ways",
            "1:a promise was broken, or the faults did not do what they are there for",
            "2:wrong options",
            "3:something of the campaign's own could not be started or reached"
        },
        mixinStandardHelpOptions = true)
final class CampaignCommand implements Callable<Integer> {
    private static final int BROKEN = 1;
    private static final int NOT_STARTED = 3;
    private static final String BASELINE = "io.runbridge.acceptance.naive.NaiveStarter";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private enum Length {
        SHORT,
        NORMAL
    }

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = "which faults, played in this order: ${COMPLETION-CANDIDATES} (default: all)")
    private List<FaultKind> faults = List.of();

    @Option(names = "--count", paramLabel = "N", description = "how many of each chosen fault")
    private Optional<Integer> count = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", description = "decides all that is left to chance (default: any)")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "2000",
            description = "send at least so many requests (default: 2000)")
    private int requests;

    @Option(
            names = "--ended",
            paramLabel = "N",
            defaultValue = "0",
            description = "fill the ledger with so many ended requests first (default: 0)")
    private int ended;

    @Option(
            names = "--broker-defaults",
            description = "leave the broker's session and transaction times as they are out of the box")
    private boolean brokerDefaults;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "10", description = "requests per second (default: 10)")
    private double rate;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "normal",
            description = "settle time and lateness: ${COMPLETION-CANDIDATES} (default: normal, a tenth of production)")
    private Scale scale;

    @Option(
            names = "--mix",
            paramLabel = "MIX",
            defaultValue = "normal",
            description = "how many faults by default: ${COMPLETION-CANDIDATES}; short takes about 5 minutes")
    private Length mix;

    @Option(
            names = "--beyond-settle",
            description = "lost starts are carried out only after the settle time: some must be doubled")
    private boolean beyondSettle;

    @Option(
            names = "--baseline",
            description = "put a naive service (submit, then write down) in the trigger-service's place: must fail")
    private boolean baseline;

    @Option(names = "--verbose", description = "print what chance decides")
    private boolean verbose;

    private CampaignCommand() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new CampaignCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof LocalFailure) {
                        command.getErr().println(failure.getMessage());
                        return NOT_STARTED;
                    }
                    throw failure;
                })
                .execute(args));
    }

    @Override
    public Integer call() {
        CampaignOptions options = options();
        say("seed " + options.seed());
        CampaignResult result = Campaign.run(options, CampaignCommand::say);
        Report.print(result, System.out::println);
        return result.passed() ? 0 : BROKEN;
    }

    private CampaignOptions options() {
        Set<FaultKind> chosen = faults.isEmpty()
                ? beyondSettle ? EnumSet.of(FaultKind.LOST) : EnumSet.allOf(FaultKind.class)
                : EnumSet.copyOf(faults);
        Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
        chosen.forEach(kind -> counts.put(kind, count.orElse(mix == Length.SHORT ? kind.few() : kind.usual())));
        return new CampaignOptions(
                counts,
                seed.orElseGet(() -> new SplittableRandom().nextLong(Integer.MAX_VALUE)),
                requests,
                beyondSettle,
                verbose,
                new Setup(scale, brokerDefaults, ended, rate, starter()));
    }

    private Optional<Program> starter() {
        return baseline ? Optional.of(new Program(System.getProperty("java.class.path"), BASELINE)) : Optional.empty();
    }

    private static void say(String text) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + " " + text);
    }
}
