package io.runbridge.simulator.life;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of runs the simulator knows, with the names the control API uses for them. */
public enum Platform {
    /** Synapse pipelines, known by name. */
    SYNAPSE("synapse"),
    /** Data Factory pipelines, known by name. */
    DATA_FACTORY("datafactory"),
    /** Databricks jobs, known by numeric id. */
    JOBS("jobs"),
    /** Databricks pipelines (DLT), known by UUID. */
    PIPELINES("pipelines");

    private final String word;

    Platform(String word) {
        this.word = word;
    }

    /** The name in the control API and the prefix of operation names. */
    public String word() {
        return word;
    }

    /** The platform of that name. */
    public static Optional<Platform> of(String word) {
        return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
    }
}
