package io.runbridge.cli.deadletter;

import io.runbridge.cli.shell.HexDump;
import io.runbridge.cli.shell.Json;
import io.runbridge.cli.shell.SafeText;
import io.runbridge.event.AvroText.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;

/** Dead letters as text and JSON, safe for terminals. Pure, any thread. */
final class LetterText {

    /** Columns of the list. */
    static final String[] HEADING = {"PLACE", "WRITTEN", "TOPIC", "ORIGINAL", "REASON", "KEY", "MESSAGE"};

    private static final String UNKNOWN = "-";
    private static final int LONGEST_KEY = 60;
    private static final int LONGEST_MESSAGE = 120;
    private static final int MOST_DUMPED = 4_096;

    private LetterText() {}

    /**
     * One row of the list.
     *
     * @param cut whether long texts are cut for a person
     */
    static String[] row(Letter letter, boolean cut) {
        String key = SafeText.of(letter.key());
        String message = text(letter.message());
        return new String[] {
            letter.place().toString(),
            letter.time().toString(),
            text(letter.topic()),
            text(letter.origin()),
            text(letter.reason()) + (letter.truncated() ? " (truncated)" : ""),
            cut ? SafeText.cut(key, LONGEST_KEY) : key,
            cut ? SafeText.cut(message, LONGEST_MESSAGE) : message
        };
    }

    /** What the list says of a letter, as an object. */
    static Map<String, Object> summary(Letter letter) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("deadLetter", letter.place().toString());
        object.put("writtenAt", letter.time().toString());
        object.put("topic", letter.topic().orElse(null));
        object.put("original", letter.origin().orElse(null));
        object.put("originalTime", letter.originTime().map(Instant::toString).orElse(null));
        object.put("reason", letter.reason().orElse(null));
        object.put("message", letter.message().orElse(null));
        object.put("key", letter.key() == null ? null : new String(letter.key(), StandardCharsets.UTF_8));
        object.put("truncated", letter.truncated());
        object.put("valueBytes", letter.length());
        return object;
    }

    /**
     * All of a letter, as an object.
     *
     * @param avro the decoded value; empty if no registry is named
     */
    static Map<String, Object> whole(Letter letter, Optional<Shown> avro) {
        Map<String, Object> object = summary(letter);
        object.put("headers", letter.headers().stream().map(LetterText::object).toList());
        avro.ifPresent(shown -> {
            object.put("avro", shown.json().map(LetterText::tree).orElse(null));
            object.put("avroNote", shown.note());
        });
        object.put("keyBase64", base64(letter.key()));
        object.put("valueBase64", base64(letter.value()));
        return object;
    }

    /** All of a letter for a person, by lines. */
    static List<String> lines(Letter letter, Optional<Shown> avro) {
        List<String> lines = new ArrayList<>();
        line(lines, "dead letter", letter.place().toString());
        line(lines, "written", letter.time().toString());
        line(lines, "topic", text(letter.topic()));
        line(lines, "original", text(letter.origin()));
        line(lines, "record time", letter.originTime().map(Instant::toString).orElse(UNKNOWN));
        line(lines, "reason", text(letter.reason()));
        line(lines, "message", text(letter.message()));
        line(lines, "truncated", letter.truncated() ? "yes, something was cut" : "no");
        line(lines, "key", SafeText.of(letter.key()));
        for (Header header : letter.headers()) {
            line(lines, "header", SafeText.of(header.key()) + " = " + SafeText.of(header.value()));
        }
        value(lines, letter, avro);
        return lines;
    }

    private static void value(List<String> lines, Letter letter, Optional<Shown> avro) {
        if (letter.value() == null) {
            line(lines, "value", "(none)");
            return;
        }
        line(lines, "value", letter.length() + " bytes");
        line(lines, "avro", avro.map(LetterText::avro).orElse("not tried: no schema registry is named"));
        if (avro.flatMap(Shown::json).isEmpty()) {
            lines.addAll(HexDump.lines(letter.value(), MOST_DUMPED));
            if (letter.length() > MOST_DUMPED) {
                lines.add("... " + (letter.length() - MOST_DUMPED) + " bytes more; --json has them all");
            }
        }
    }

    private static String avro(Shown shown) {
        return shown.json()
                .map(json -> SafeText.of(shown.note()) + " " + SafeText.of(json))
                .orElse("not decoded: " + SafeText.of(shown.note()));
    }

    private static void line(List<String> lines, String name, String text) {
        lines.add(String.format("%-12s %s", name, text));
    }

    private static String text(Optional<String> text) {
        return text.map(SafeText::of).orElse(UNKNOWN);
    }

    private static Map<String, Object> object(Header header) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", header.key());
        object.put("value", header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8));
        return object;
    }

    /** Avro's text is JSON but for numbers that JSON does not have. */
    private static Object tree(String json) {
        return Json.parse(json).<Object>map(node -> node).orElse(json);
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
