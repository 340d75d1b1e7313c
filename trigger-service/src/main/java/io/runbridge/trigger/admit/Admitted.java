package io.runbridge.trigger.admit;

import io.runbridge.platform.Problem;
import io.runbridge.schemas.RunRequest;
import java.util.List;

/**
 * A request as it is to be carried out, or why it is not. Immutable, any thread.
 *
 * @param problems all that is wrong with it, each naming field and rule; the first one's code becomes the status' error code
 * @param secretNames of the SECRET parameters that it gives or its job declares: what a run gives back under such a name is
 *     withheld, also from a recovery, which gives none itself
 */
public record Admitted(RunRequest request, List<Problem> problems, List<String> secretNames) {

    public Admitted {
        problems = List.copyOf(problems);
        secretNames = List.copyOf(secretNames);
    }

    /** Without secrets. */
    public Admitted(RunRequest request, List<Problem> problems) {
        this(request, problems, List.of());
    }
}
