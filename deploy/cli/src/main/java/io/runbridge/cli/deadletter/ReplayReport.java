package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.CliExit;
import io.runbridge.cli.shell.Json;
import io.runbridge.cli.shell.SafeText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Says what became of each dead letter, at once, and keeps the exit code. One thread. */
final class ReplayReport {

    private final PrintWriter out;
    private final boolean json;
    private final boolean dryRun;
    private CliExit exit = CliExit.OK;

    ReplayReport(PrintWriter out, boolean json, boolean dryRun) {
        this.out = out;
        this.json = json;
        this.dryRun = dryRun;
    }

    void sent(Letter letter, RecordMetadata metadata) {
        Map<String, Object> object = object(letter.place(), "SENT");
        object.put("topic", metadata.topic());
        object.put("partition", metadata.partition());
        object.put("offset", metadata.offset());
        print(
                object,
                letter.place() + " sent to " + metadata.topic() + " " + metadata.partition() + "@" + metadata.offset()
                        + key(letter));
    }

    void wouldSend(Letter letter) {
        String topic = letter.topic().orElseThrow();
        Map<String, Object> object = object(letter.place(), "WOULD_SEND");
        object.put("topic", topic);
        print(object, letter.place() + " would be sent to " + topic + key(letter));
    }

    void refused(Letter letter, ReplayRules.Refusal refusal) {
        exit = exit.and(CliExit.REFUSED);
        Map<String, Object> object = object(letter.place(), "REFUSED");
        object.put("refusal", refusal.name());
        object.put("message", refusal.text());
        print(object, letter.place() + " is not sent: " + refusal.text());
    }

    void missing(Place place) {
        exit = exit.and(CliExit.NOT_FOUND);
        print(object(place, "NOT_FOUND"), place + " is not there, or not any more");
    }

    CliExit exit() {
        return exit;
    }

    private Map<String, Object> object(Place place, String result) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("deadLetter", place.toString());
        object.put("result", result);
        object.put("dryRun", dryRun);
        return object;
    }

    private static String key(Letter letter) {
        return ", key " + SafeText.of(letter.key());
    }

    private void print(Map<String, Object> object, String line) {
        out.println(json ? Json.line(object) : line);
        out.flush();
    }
}
