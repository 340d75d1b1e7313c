package io.runbridge.trigger.admit;

import io.runbridge.config.StartConfig;
import io.runbridge.config.StartConfig.ReferencePolicy;
import io.runbridge.platform.ParameterForm;
import io.runbridge.platform.Problem;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Fits a request to what its job declares: names, what must be given, and types where they bind. Defaults are left to
 * the platform. One use.
 */
final class DeclaredParameters {

    private static final int MOST_PROBLEMS = 20;
    private static final int MOST_NAMES = 20;

    private final RunRequest request;
    private final Job job;
    private final StartConfig config;
    private final ParameterForm form;
    private final List<Problem> problems = new ArrayList<>();

    DeclaredParameters(RunRequest request, Job job, StartConfig config) {
        this.request = request;
        this.job = job;
        this.config = config;
        this.form = ParameterForm.of(job.getJobType());
    }

    /** The request as it is to be carried out; with the declared types, and without sending what is for reference only. */
    Admitted fit() {
        List<Parameter> fitted = request.getParameters().stream().map(this::fit).toList();
        if (request.getRecovery() == null) {
            job.getParameters().stream()
                    .filter(JobParameter::getRequired)
                    .filter(declared -> !isMarker(declared.getName()))
                    .filter(declared -> request.getParameters().stream().noneMatch(named(declared.getName())))
                    .forEach(declared -> problem(declared.getName(), "is required: the job has no default for it"));
        }
        return new Admitted(RunRequest.newBuilder(request).setParameters(fitted).build(), List.copyOf(problems));
    }

    private Parameter fit(Parameter given) {
        Optional<JobParameter> declared = job.getParameters().stream()
                .filter(parameter -> named(parameter.getName()).test(given))
                .findFirst();
        if (declared.isEmpty()) {
            problem(
                    given.getName(),
                    "is not declared by the job, which declares " + names() + ": " + form.undeclared());
            return given;
        }
        if (!declared.get().getForwarded()) {
            if (config.referenceParameters() == ReferencePolicy.REJECT) {
                problem(given.getName(), "is listed for reference only: the platform takes no value for it with a run");
            }
            return new Parameter(given.getName(), given.getValue(), given.getDataType(), Direction.OUTPUT);
        }
        return declared.get().getDataType() == DataType.SECRET || given.getDataType() == DataType.SECRET
                ? secret(given, declared.get().getDataType())
                : typed(given, declared.get().getDataType());
    }

    private Parameter secret(Parameter given, DataType declared) {
        if (given.getDataType() == DataType.SECRET && declared != DataType.SECRET) {
            SecretRules.plain(given, config).ifPresent(text -> problem(given.getName(), text));
        } else if (given.getDataType() != DataType.SECRET && given.getValue() != null) {
            problem(given.getName(), SecretRules.REFERENCE_NEEDED);
        }
        return given;
    }

    private Parameter typed(Parameter given, DataType declared) {
        Optional<TypeRule> rule = TypeRule.of(declared).filter(r -> form.typed());
        if (rule.isEmpty()) {
            return given;
        }
        Optional<String> wrong = rule.get().problem(given);
        wrong.ifPresent(text -> problem(given.getName(), text));
        return wrong.isPresent()
                ? given
                : new Parameter(given.getName(), given.getValue(), declared, given.getDirection());
    }

    private Predicate<Parameter> named(String name) {
        return form.anyCase()
                ? given -> given.getName().equalsIgnoreCase(name)
                : given -> given.getName().equals(name);
    }

    /** The parameter in which the start itself carries the requestId. */
    private boolean isMarker(String name) {
        return config.correlationParameter().filter(name::equalsIgnoreCase).isPresent();
    }

    private String names() {
        List<JobParameter> all = job.getParameters();
        String some = all.stream().limit(MOST_NAMES).map(JobParameter::getName).collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : some + (all.size() > MOST_NAMES ? " and more" : "");
    }

    private void problem(String name, String rule) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(ParameterRules.CODE, "parameters[" + name + "]", rule));
        }
    }
}
