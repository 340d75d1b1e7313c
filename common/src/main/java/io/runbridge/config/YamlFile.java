package io.runbridge.config;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a YAML file into dotted keys. Pure but for the file, any thread. */
final class YamlFile {

    /** A list of plain values comes once joined by commas, which is what Kafka wants, and once item by item. */
    private static final Pattern LIST_ITEM = Pattern.compile("(.+)\\[\\d+]");

    private YamlFile() {}

    /** Keys and values; empty, with a problem added, if the file cannot be read. */
    static Map<String, String> read(Path file, Problems problems) {
        try {
            String text = Files.readString(file);
            checkStrictly(text);
            Map<String, String> values = new TreeMap<>(new YamlConfigSource(file.toString(), text).getProperties());
            values.keySet().removeIf(key -> joined(key, values));
            return values;
        } catch (MarkedYAMLException e) {
            // Neither message nor cause: both quote the line, which may hold a secret.
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(file.toString(), "", "is not valid YAML at line " + line);
        } catch (YAMLException | ClassCastException e) {
            problems.add(file.toString(), "", "is not valid YAML");
        } catch (IOException e) {
            problems.add(file.toString(), "", "cannot be read: " + e.getClass().getSimpleName());
        }
        return Map.of();
    }

    /** The source below lets the last of two equal keys win; we would rather be told. */
    private static void checkStrictly(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
            if (document != null && !(document instanceof Map)) {
                throw new YAMLException("not a mapping");
            }
        }
    }

    private static boolean joined(String key, Map<String, String> values) {
        var item = LIST_ITEM.matcher(key);
        return item.matches() && values.containsKey(item.group(1));
    }
}
