package io.runbridge.trigger.admit;

import io.runbridge.config.StartConfig;
import io.runbridge.platform.ParameterForm;
import io.runbridge.platform.Problem;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the value of a secret may go. Stateless, any thread. */
final class SecretRules {

    static final String REFERENCE_NEEDED =
            "is declared SECRET and needs a SECRET reference vault://<vault>/<name>, never the value itself";

    private SecretRules() {}

    /** Names of SECRET parameters, those that the request gives and those that its job declares, where it is known. */
    static List<String> names(RunRequest request, Optional<Job> job) {
        Stream<String> given = request.getParameters().stream()
                .filter(parameter -> parameter.getDataType() == DataType.SECRET)
                .map(Parameter::getName);
        Stream<String> declared = job.stream()
                .flatMap(known -> known.getParameters().stream())
                .filter(parameter -> parameter.getDataType() == DataType.SECRET)
                .map(JobParameter::getName);
        return Stream.concat(given, declared).distinct().toList();
    }

    /** What is wrong with a secret's value for a parameter that is not kept secret; empty if it may be sent. */
    static Optional<String> plain(Parameter given, StartConfig config) {
        return given.getDataType() == DataType.SECRET && !config.plainSecrets()
                ? Optional.of("is a SECRET, but the platform does not keep the parameter secret")
                : Optional.empty();
    }

    /** What can be said about a job of which nothing is known: some platforms keep no parameter secret. */
    static List<Problem> ofUnknownJob(RunRequest request, StartConfig config) {
        return ParameterForm.of(request.getJobType()).keepsSecrets()
                ? List.of()
                : request.getParameters().stream()
                        .flatMap(given -> plain(given, config).stream()
                                .map(rule ->
                                        new Problem(ParameterRules.CODE, "parameters[" + given.getName() + "]", rule)))
                        .toList();
    }
}
