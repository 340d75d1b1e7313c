package io.runbridge.config;

import io.runbridge.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Collects what file, environment and system properties say, later ones winning. One thread.
 *
 * <p>Only values of the file may hold placeholders: what comes from the environment or a system property is taken as it
 * is, so that a password may hold any character.
 */
final class GivenSettings {

    private static final String ROOT = "runbridge.";
    /** System properties of fault campaigns, which are no settings: see {@code CrashPoint}. */
    private static final String CRASH_POINTS = "runbridge.crash-";

    private static final String VARIABLE_ROOT = "RUNBRIDGE_";
    /** Kubernetes sets SERVICE_PORT=tcp://address:port for every Service; with one named runbridge-trigger that is our port's name. */
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    private final SortedMap<String, GivenSetting> byKey = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Problems problems;

    GivenSettings(Problems problems) {
        this.problems = problems;
    }

    void addFile(Path file, Map<String, String> environment) {
        for (Map.Entry<String, String> entry : YamlFile.read(file, problems).entrySet()) {
            String key = entry.getKey().replace("\"", "");
            Optional<String> value = Placeholders.replace(
                    entry.getValue(),
                    environment,
                    missing -> problems.add(
                            key,
                            "",
                            "names the environment variable " + missing + ", which is not set and has no default"));
            value.ifPresent(text -> add(key, text, "file"));
        }
    }

    void addEnvironment(Map<String, String> environment) {
        Collection<String> known = knownNames();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (LogVariables.isOne(variable)) {
                LogVariables.check(variable, value, problems);
            } else if (variable.startsWith(VARIABLE_ROOT)) {
                addVariable(variable, value, known);
            }
        });
    }

    private void addVariable(String variable, String value, Collection<String> known) {
        Optional<SettingName> name = SettingTable.namedByVariable(variable, known);
        if (name.isEmpty() || SERVICE_LINK.matcher(value).matches()) {
            notes.add("The environment variable " + variable + " names no setting and is ignored");
        } else {
            put(name.get(), value, "environment");
        }
    }

    void addProperties(Map<String, String> properties, String source) {
        new TreeMap<>(properties).forEach((key, value) -> {
            if (key.startsWith(ROOT) && !key.startsWith(CRASH_POINTS)) {
                add(key.replace("\"", ""), value, source);
            }
        });
    }

    /** Adds a setting that nobody gave. */
    void addMissing(String key, String value, String source) {
        if (!byKey.containsKey(key)) {
            add(key, value, source);
        }
    }

    /** Whether any of them only refers to its value. */
    boolean refer() {
        return byKey.values().stream().anyMatch(GivenSetting::refers);
    }

    /** Puts the values in place of references to them. */
    void resolve(Map<String, VaultConfig> vaults, SecretReader secrets) {
        byKey.replaceAll((key, setting) -> {
            if (!setting.refers()) {
                return setting;
            }
            try {
                return setting.with(secrets.read(vaults, setting.value()));
            } catch (IllegalArgumentException e) {
                problems.add(key, setting.value(), e.getMessage());
                return setting;
            }
        });
    }

    /** What was given, by key. */
    SortedMap<String, GivenSetting> byKey() {
        return byKey;
    }

    List<String> notes() {
        return notes;
    }

    private void add(String key, String value, String source) {
        SettingTable.named(key)
                .ifPresentOrElse(
                        name -> put(name, value, source), () -> problems.add(key, "", "is no setting of Runbridge"));
    }

    /** Nothing given is the same as an empty text, but for Kafka's own settings, where empty may mean off. */
    private void put(SettingName name, String value, String source) {
        if (value.isBlank() && !name.pattern().open()) {
            byKey.remove(name.key());
        } else {
            byKey.put(name.key(), new GivenSetting(name, value, source));
        }
    }

    private Collection<String> knownNames() {
        Collection<String> names = new TreeSet<>(Topics.names());
        byKey.values().stream()
                .filter(given -> given.name().pattern().group().isPresent())
                .forEach(given -> names.add(given.name().names().get(0)));
        return names;
    }
}
