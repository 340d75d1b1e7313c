package io.runbridge.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All keys of the mapping interfaces; read from them, so a new method there is a new key here. Immutable, any thread. */
final class SettingTable {

    /** Fixed keys before open ones, so that a misspelt key cannot hide in a free part. */
    static final List<SettingPattern> ALL =
            ConfigMappings.getProperties(ConfigClass.configClass(RunbridgeConfig.class)).entrySet().stream()
                    .map(entry -> SettingPattern.of(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparing(SettingPattern::open).thenComparing(SettingPattern::text))
                    .toList();

    private SettingTable() {}

    /** The setting that a dotted key names; empty if there is none. */
    static Optional<SettingName> named(String key) {
        return ALL.stream().flatMap(pattern -> pattern.match(key).stream()).findFirst();
    }

    /** The setting that an environment variable names; empty if there is none. */
    static Optional<SettingName> namedByVariable(String variable, Collection<String> knownNames) {
        return ALL.stream()
                .flatMap(pattern -> pattern.matchVariable(variable, knownNames).stream())
                .findFirst();
    }
}
