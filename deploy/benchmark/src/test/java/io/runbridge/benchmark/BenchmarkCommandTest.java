package io.runbridge.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.benchmark.result.Result;
import io.runbridge.local.LocalFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class BenchmarkCommandTest {

    @Command(name = "fails", mixinStandardHelpOptions = true)
    static final class Fails implements Scenario {
        @Option(names = "--size")
        private int size;

        @Override
        public Result play(Consumer<String> progress) {
            throw new LocalFailure("size " + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "latency", "scale", "failover"})
    void shouldListEachScenarioWithItsOptions(String name) {
        CommandLine line = BenchmarkCommand.commandLine();

        assertThat(line.getUsageMessage()).contains(name);
        Map<String, CommandLine> scenarios = line.getSubcommands();
        assertThat(scenarios).containsKey(name);
        assertThat(scenarios.get(name).getCommandSpec().userObject()).isInstanceOf(Scenario.class);
    }

    @Test
    void shouldEndWithThreeIfAScenarioCouldNotRun() {
        assertThat(quiet(BenchmarkCommand.commandLine(List.of(new Fails()))).execute("fails", "--size", "3"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "start --rounds x", ""})
    void shouldRejectWhatItDoesNotKnow(String arguments) {
        String[] args = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);

        assertThat(quiet(BenchmarkCommand.commandLine()).execute(args)).isEqualTo(2);
    }

    private static CommandLine quiet(CommandLine line) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return line.setErr(nowhere).setOut(nowhere);
    }
}
