package io.runbridge.platform.pipelines;

import static io.runbridge.platform.FailureCategory.NOT_FOUND;
import static io.runbridge.platform.FailureCategory.REJECTED;

import io.runbridge.platform.http.Hint;
import io.runbridge.platform.http.Operation;

/** Hints that hold wherever pipelines run. Immutable, any thread. Fact: azure-docs#38179 for the reference run's code. */
public final class PipelineHints {

    /** The pipeline of a start. */
    public static final Hint GONE = Hint.of(
                    NOT_FOUND, "There is no published pipeline of this name: import the job again")
            .on(Operation.START);

    /** The run that a recovery names. */
    public static final Hint REFERENCE = Hint.of(
                    REJECTED,
                    "Check recovery.referenceRunId: it must name a run of this pipeline that ended less than 45 days ago")
            .on(Operation.START)
            .said("ReferencedPipelineRunNotValid|referenced (pipeline )?run");

    /** What a start was given. */
    public static final Hint PARAMETERS = Hint.of(
                    REJECTED,
                    "Compare the request's parameters with those that the pipeline declares; once the job is imported"
                            + " they are checked before the call")
            .on(Operation.START)
            .said("parameter|expected (type|value)|must be an? (integer|boolean|array|object|string|number)");

    private PipelineHints() {}
}
