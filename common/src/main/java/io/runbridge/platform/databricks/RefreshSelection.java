package io.runbridge.platform.databricks;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which parts of a pipeline an update is about; each is a parameter of that name with an ARRAY of names. Fact: StartUpdate
 * of databricks-sdk-java 0.149.0.
 */
enum RefreshSelection {
    /** Tables that are refreshed. */
    REFRESH_SELECTION("refresh_selection", true),
    /** Tables that are emptied and filled anew. */
    FULL_REFRESH_SELECTION("full_refresh_selection", true),
    /** Flows that begin anew, without their tables being emptied. */
    RESET_CHECKPOINT_SELECTION("reset_checkpoint_selection", false);

    private final String parameter;
    private final boolean shown;

    RefreshSelection(String parameter, boolean shown) {
        this.parameter = parameter;
        this.shown = shown;
    }

    /** Name of the parameter and of the field. */
    String parameter() {
        return parameter;
    }

    /** Whether an update shows it; one that does not was started without. Fact: UpdateInfo of the same SDK. */
    boolean shown() {
        return shown;
    }

    static Optional<RefreshSelection> of(String parameter) {
        return Arrays.stream(values())
                .filter(selection -> selection.parameter.equals(parameter))
                .findFirst();
    }

    /** All of them, for people. */
    static String names() {
        return Arrays.stream(values()).map(RefreshSelection::parameter).collect(Collectors.joining(", "));
    }
}
