package io.runbridge.config;

import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;
import java.util.Optional;

/** Imports of job definitions from one workspace. Immutable, any thread. */
public interface ImportConfig {

    /** Calls per second that read job definitions. */
    Optional<@DecimalMin("0.01") Double> perSecond();

    /** How often all definitions are imported by themselves; none: only when asked for. */
    Optional<Duration> every();
}
