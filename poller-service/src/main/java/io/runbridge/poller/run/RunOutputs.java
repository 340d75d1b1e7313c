package io.runbridge.poller.run;

import io.runbridge.platform.Output;
import io.runbridge.platform.OutputRules;
import io.runbridge.schemas.RunOutput;
import java.util.List;

/** Turns what a run gave back into what is published of it. Pure functions, any thread. */
final class RunOutputs {

    private RunOutputs() {}

    /** Without what bears the name of one of the request's SECRET parameters. */
    static List<RunOutput> of(OpenRun run, List<Output> outputs) {
        return OutputRules.withholding(outputs, run.getSecretNames()).stream()
                .map(RunOutputs::published)
                .toList();
    }

    private static RunOutput published(Output output) {
        return RunOutput.newBuilder()
                .setName(output.name())
                .setValue(output.value().orElse(null))
                .setDataType(output.dataType().orElse(null))
                .setTruncated(output.truncated())
                .setReference(output.truncated() ? output.reference() : null)
                .build();
    }
}
