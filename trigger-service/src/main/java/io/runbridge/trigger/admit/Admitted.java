package io.runbridge.trigger.admit;

import io.runbridge.platform.Problem;
import io.runbridge.schemas.RunRequest;
import java.util.List;

/**
 * A request as it is to be carried out, or why it is not. Immutable, any thread.
 *
 * @param problems all that is wrong with it, each naming field and rule; the first one's code becomes the status' error code
 */
public record Admitted(RunRequest request, List<Problem> problems) {

    public Admitted {
        problems = List.copyOf(problems);
    }
}
