package io.runbridge.platform;

import io.runbridge.config.PlatformConfig;
import io.runbridge.schemas.JobType;
import java.util.Map;

/**
 * One configured workspace with its adapters. Immutable, any thread.
 *
 * @param name as the configuration names it
 * @param adapters by job type, all that its type can run
 */
public record Platform(String name, PlatformConfig config, Map<JobType, RunAdapter> adapters) {

    public Platform {
        adapters = Map.copyOf(adapters);
    }
}
