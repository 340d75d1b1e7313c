package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.CliExit;
import io.runbridge.cli.shell.CommandFailure;
import io.runbridge.cli.shell.Connection;
import io.runbridge.cli.shell.Json;
import io.runbridge.cli.shell.Session;
import io.runbridge.event.AvroText;
import io.runbridge.event.AvroText.Shown;
import io.runbridge.event.RegistryClient;
import io.runbridge.topic.Topics;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows everything about one dead letter. */
@Command(
        name = "show",
        description = "Shows all of one dead letter; its value as Avro if a schema registry is named and it can be"
                + " decoded, else as a dump.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private Connection connection;

    @Parameters(paramLabel = "PARTITION@OFFSET", converter = Place.Converter.class, description = "Which one.")
    private Place place;

    @Option(names = "--json", description = "One JSON object, with key and value in Base64 too.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    ShowCommand(Session session) {
        this.connection = new Connection(session.environment());
    }

    @Override
    public Integer call() {
        Letter letter = find();
        PrintWriter out = spec.commandLine().getOut();
        Optional<Shown> avro = avro(letter);
        if (json) {
            out.println(Json.line(LetterText.whole(letter, avro)));
        } else {
            LetterText.lines(letter, avro).forEach(out::println);
        }
        out.flush();
        return CliExit.OK.number();
    }

    private Letter find() {
        try (LetterBox box = new LetterBox(connection)) {
            return box.find(place)
                    .orElseThrow(() -> new CommandFailure(
                            CliExit.NOT_FOUND,
                            "There is no dead letter " + place + ", or not any more; the list shows which there are."));
        }
    }

    private Optional<Shown> avro(Letter letter) {
        if (letter.value() == null) {
            return Optional.empty();
        }
        Optional<RegistryClient> registry = connection.registry();
        if (registry.isEmpty()) {
            return Optional.empty();
        }
        try (RegistryClient client = registry.get()) {
            String topic = letter.topic().orElse(Topics.RUN_REQUESTS.topicName());
            return Optional.of(new AvroText(client, topic).show(letter.value()));
        }
    }
}
