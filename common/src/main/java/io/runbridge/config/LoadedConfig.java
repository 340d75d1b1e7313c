package io.runbridge.config;

import java.util.List;

/**
 * A configuration without problems. Immutable, any thread.
 *
 * @param config the settings
 * @param effective every setting in force, by key, secrets masked; for the start log
 * @param notes what a person should know although nothing is wrong, e.g. environment variables that name no setting
 */
public record LoadedConfig(RunbridgeConfig config, List<Setting> effective, List<String> notes) {

    public LoadedConfig {
        effective = List.copyOf(effective);
        notes = List.copyOf(notes);
    }
}
