package io.runbridge.secret;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.Problem;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.platform.testing.Starts;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In front of a real adapter and a local server. */
class SecretAdapterTest {

    private static final String PLANTED = "pl4nted \"s3cret\"";

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldSendTheValueInTheBodyAndNowhereElse() {
        RunAdapter adapter = adapter(request -> Reply.json(202, "{\"runId\":\"r-1\"}"));
        StartRun start = start(secret("vault://v/known"), Starts.input("since", "2026"));

        success(adapter.start(start, () -> true));

        assertThat(platform.lastRequest().body())
                .isEqualTo("{\"apiKey\":\"pl4nted \\\"s3cret\\\"\",\"since\":\"2026\"}");
        assertThat(platform.lastRequest().uri()).doesNotContain("pl4nted");
        assertThat(start.parameters().get(0).getValue()).isEqualTo("vault://v/known");
        assertThat(adapter.echoOf(start)).containsOnlyKeys("since");
    }

    @Test
    void shouldMaskTheValueInWhatThePlatformSays() {
        RunAdapter adapter = adapter(request ->
                Reply.json(400, "{\"error\":{\"code\":\"Bad\",\"message\":\"not pl4nted \\\"s3cret\\\" today\"}}"));

        Failure failure = failure(adapter.start(start(secret("vault://v/known")), () -> true));

        assertThat(failure.message()).contains("not *** today").doesNotContain("pl4nted");
    }

    @Test
    void shouldNotCallThePlatformWithoutTheSecret() {
        RunAdapter adapter = adapter(request -> Reply.json(202, "{\"runId\":\"r-1\"}"));

        assertThat(failure(adapter.start(start(secret("vault://v/unknown")), () -> true)))
                .isEqualTo(Failure.of(FailureCategory.REJECTED, "SECRET_NOT_FOUND", "no vault://v/unknown"));
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void shouldNameTheReferenceInWhatIsWrongWithIt() {
        RunAdapter adapter = adapter(request -> Reply.json(202, "{}"));

        assertThat(adapter.check(start(secret("vault://w/known"), Starts.input("since", Double.NaN))))
                .extracting(Problem::toString)
                .containsExactly(
                        "parameters[since] must be a finite number",
                        "parameters[apiKey] is vault://w/known, but the configured vaults are [v]");
        assertThat(adapter.check(start(secret("vault://v/known")))).isEmpty();
    }

    @Test
    void shouldLeaveAStartWithoutSecretsAlone() {
        RunAdapter adapter = adapter(request -> Reply.json(202, "{\"runId\":\"r-1\"}"));

        success(adapter.start(start(Starts.input("since", "vault://v/known")), () -> true));

        assertThat(platform.lastRequest().body()).isEqualTo("{\"since\":\"vault://v/known\"}");
    }

    private RunAdapter adapter(Function<Request, Reply> answers) {
        platform = new LocalPlatform(PlatformType.SYNAPSE, Map.of(), answers);
        Vault vault = reference -> CompletableFuture.completedFuture(
                reference.name().equals("known")
                        ? Answer.success(new Secret(PLANTED))
                        : Answer.failed(Failure.of(FailureCategory.REJECTED, Vault.NOT_FOUND, "no " + reference)));
        return new SecretAdapter(platform.adapter(JobType.SYNAPSE_PIPELINE), new Vaults(Map.of("v", vault)));
    }

    private static StartRun start(Parameter... parameters) {
        return new StartRun("r", JobType.SYNAPSE_PIPELINE, "p", List.of(parameters), Optional.empty());
    }

    private static Parameter secret(String reference) {
        return Starts.parameter("apiKey", reference, DataType.SECRET, Direction.INPUT);
    }
}
