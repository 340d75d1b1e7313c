package io.runbridge.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes as lines of offset, hex and printable characters. Pure, any thread. */
public final class HexDump {

    private static final int WIDTH = 16;

    private HexDump() {}

    /** Lines for the first {@code most} bytes. */
    public static List<String> lines(byte[] bytes, int most) {
        List<String> lines = new ArrayList<>();
        int end = Math.min(bytes.length, most);
        for (int begin = 0; begin < end; begin += WIDTH) {
            lines.add(line(bytes, begin, Math.min(begin + WIDTH, end)));
        }
        return lines;
    }

    private static String line(byte[] bytes, int begin, int end) {
        StringBuilder hex = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = begin; i < end; i++) {
            hex.append(String.format(Locale.ROOT, "%02x ", bytes[i] & 0xff));
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return String.format(Locale.ROOT, "%08x  %-48s |%s|", begin, hex, text);
    }
}
