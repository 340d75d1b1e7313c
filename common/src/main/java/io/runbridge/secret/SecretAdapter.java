package io.runbridge.secret;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.ForwardingAdapter;
import io.runbridge.platform.Lease;
import io.runbridge.platform.PlatformText;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.http.Answers;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * An adapter whose starts may carry SECRET parameters: their references become values right before the call, and nowhere
 * else. What the platform says about the start comes back without them. Any thread.
 */
public record SecretAdapter(RunAdapter adapter, Vaults vaults) implements ForwardingAdapter {

    @Override
    public List<Problem> check(StartRun start) {
        List<Problem> problems = new ArrayList<>(adapter.check(withTexts(start, Map.of())));
        start.parameters().stream().filter(SecretAdapter::isSecret).forEach(parameter -> vaults.problem(
                        String.valueOf(parameter.getValue()))
                .ifPresent(rule -> problems.add(
                        new Problem("INVALID_PARAMETER", "parameters[" + parameter.getName() + "]", rule))));
        return problems;
    }

    @Override
    public CompletionStage<Answer<StartedRun>> start(StartRun start, Lease lease) {
        if (start.parameters().stream().noneMatch(SecretAdapter::isSecret)) {
            return adapter.start(start, lease);
        }
        Optional<Failure> refused = Answers.refused(check(start));
        if (refused.isPresent()) {
            return Answers.failed(refused.get());
        }
        List<Parameter> secrets =
                start.parameters().stream().filter(SecretAdapter::isSecret).toList();
        return resolve(secrets, Map.of())
                .thenCompose(answer -> Answers.then(answer, values -> adapter.start(withTexts(start, values), lease)
                        .thenApply(given -> without(values, given))));
    }

    /** One after the other: they are few, and mostly known. */
    private CompletionStage<Answer<Map<String, Secret>>> resolve(List<Parameter> secrets, Map<String, Secret> values) {
        if (secrets.isEmpty()) {
            return Answers.succeeded(values);
        }
        Parameter first = secrets.get(0);
        SecretReference reference =
                SecretReference.of(String.valueOf(first.getValue())).orElseThrow();
        return vaults.read(reference)
                .thenCompose(answer -> Answers.then(answer, value -> {
                    Map<String, Secret> more = new HashMap<>(values);
                    more.put(first.getName(), value);
                    return resolve(secrets.subList(1, secrets.size()), more);
                }));
    }

    /** The start with texts in place of its references; an empty one where the value is not known. */
    private static StartRun withTexts(StartRun start, Map<String, Secret> values) {
        List<Parameter> parameters = start.parameters().stream()
                .map(parameter -> isSecret(parameter)
                        ? new Parameter(
                                parameter.getName(),
                                Optional.ofNullable(values.get(parameter.getName()))
                                        .map(Secret::reveal)
                                        .orElse(""),
                                DataType.STRING,
                                parameter.getDirection())
                        : parameter)
                .toList();
        return start.with(parameters);
    }

    /** Platforms quote what they were sent. */
    private static Answer<StartedRun> without(Map<String, Secret> values, Answer<StartedRun> answer) {
        if (!(answer instanceof Answer.Failed<StartedRun> failed)) {
            return answer;
        }
        String message = failed.failure().message();
        for (Secret value : values.values()) {
            message = value.reveal().isEmpty() ? message : message.replace(value.reveal(), PlatformText.MASK);
        }
        Failure failure = failed.failure();
        return Answer.failed(new Failure(failure.category(), failure.code(), message, failure.retryAfter()));
    }

    private static boolean isSecret(Parameter parameter) {
        return parameter.getDataType() == DataType.SECRET;
    }

    /** Without secrets, which no listing may be compared by. */
    @Override
    public Map<String, String> echoOf(StartRun start) {
        List<Parameter> open = start.parameters().stream()
                .filter(parameter -> !isSecret(parameter))
                .toList();
        return adapter.echoOf(start.with(open));
    }
}
