package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.datafactory.DataFactoryManager;
import com.azure.resourcemanager.datafactory.models.ActivityRun;
import com.azure.resourcemanager.datafactory.models.PipelineResource;
import com.azure.resourcemanager.datafactory.models.PipelineRun;
import com.azure.resourcemanager.datafactory.models.PipelineRunsQueryResponse;
import com.azure.resourcemanager.datafactory.models.RunFilterParameters;
import com.azure.resourcemanager.datafactory.models.RunQueryFilter;
import com.azure.resourcemanager.datafactory.models.RunQueryFilterOperand;
import com.azure.resourcemanager.datafactory.models.RunQueryFilterOperator;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Microsoft's own client of Data Factory must not notice that it talks to a simulator. */
class DataFactorySdkTest {

    private static final String SUBSCRIPTION = "00000000-0000-4000-8000-000000000000";
    private static final String GROUP = "simulator";
    private static final String FACTORY = "simulator";

    @TempDir
    private Path folder;

    private SimulatorServer server;
    private Remote remote;
    private DataFactoryManager client;

    @BeforeEach
    void start() throws Exception {
        Path authority = folder.resolve("ca.pem");
        server = SimulatorServer.start(SimulatorOptions.forTests().withCaFile(authority));
        remote = new Remote(server);
        HttpClient.Builder http = HttpClient.newBuilder().sslContext(TlsTest.trusting(authority));
        TokenCredential credential = new ClientSecretCredentialBuilder()
                .authorityHost(server.httpsUrl() + "/")
                .tenantId("11111111-2222-4333-8444-555555555555")
                .clientId("runbridge")
                .clientSecret("runbridge-secret")
                .disableInstanceDiscovery()
                .httpClient(new JdkHttpClientBuilder(http).build())
                .build();
        AzureEnvironment cloud = new AzureEnvironment(Map.of("resourceManagerEndpointUrl", server.httpsUrl() + "/"));
        client = DataFactoryManager.configure()
                .withHttpClient(new JdkHttpClientBuilder(http).build())
                .withScope("https://management.azure.com/.default")
                .withRetryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .authenticate(credential, new AzureProfile("tenant", SUBSCRIPTION, cloud));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String run(String pipeline, Map<String, Object> parameters) {
        return client.pipelines()
                .createRunWithResponse(GROUP, FACTORY, pipeline, null, null, null, null, parameters, Context.NONE)
                .getValue()
                .runId();
    }

    private static RunFilterParameters today() {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        return new RunFilterParameters().withLastUpdatedAfter(now.minusDays(1)).withLastUpdatedBefore(now.plusDays(1));
    }

    @Test
    void shouldListPipelinesThroughAllPages() {
        remote.set("pipelinePageSize", 1);

        List<PipelineResource> pipelines =
                client.pipelines().listByFactory(GROUP, FACTORY).stream().toList();

        assertThat(pipelines)
                .extracting(PipelineResource::name)
                .containsExactly("examplePipeline", "ingest-orders", "load-customers");
        assertThat(pipelines.get(1).parameters().get("retries").type()).hasToString("Int");
    }

    @Test
    void shouldRunAPipelineToItsEnd() {
        remote.set("runMillis", 0);

        String runId = run("ingest-orders", Map.of("retries", 7, "dryRun", true));

        PipelineRun run = client.pipelineRuns().get(GROUP, FACTORY, runId);
        assertThat(run.status()).isEqualTo("Succeeded");
        assertThat(run.pipelineName()).isEqualTo("ingest-orders");
        assertThat(run.parameters()).containsEntry("retries", "7").containsEntry("dryRun", "true");
        assertThat(run.runEnd()).isNotNull();
        assertThat(run.runDimensions()).isEmpty();
        assertThat(run.invokedBy().name()).isEqualTo("Manual");
    }

    @Test
    void shouldQueryRunsByFilterAndPage() {
        remote.set("queryPageSize", 2);
        run("load-customers", Map.of());
        for (int i = 0; i < 3; i++) {
            run("examplePipeline", Map.of());
        }
        RunFilterParameters wanted = today().withFilters(List.of(new RunQueryFilter()
                .withOperand(RunQueryFilterOperand.PIPELINE_NAME)
                .withOperator(RunQueryFilterOperator.EQUALS)
                .withValues(List.of("examplePipeline"))));

        PipelineRunsQueryResponse first = client.pipelineRuns().queryByFactory(GROUP, FACTORY, wanted);
        PipelineRunsQueryResponse second = client.pipelineRuns()
                .queryByFactory(GROUP, FACTORY, wanted.withContinuationToken(first.continuationToken()));

        assertThat(first.value()).hasSize(2);
        assertThat(second.value()).hasSize(1);
        assertThat(second.continuationToken()).isNull();
    }

    @Test
    void shouldTellTheActivitiesOfARunThatFailed() {
        remote.behave(new JsonObject().put("outcome", "FAILED").put("durationMillis", 0));
        String runId = run("ingest-orders", Map.of());

        List<ActivityRun> activities = client.activityRuns()
                .queryByPipelineRun(GROUP, FACTORY, runId, today())
                .value();

        assertThat(activities).extracting(ActivityRun::status).contains("Failed");
        assertThat(activities.get(0).pipelineRunId()).isEqualTo(runId);
    }

    @Test
    void shouldCancelARun() {
        remote.set("cancelMillis", 0);
        String runId = run("load-customers", Map.of());

        client.pipelineRuns().cancelWithResponse(GROUP, FACTORY, runId, true, Context.NONE);

        assertThat(client.pipelineRuns().get(GROUP, FACTORY, runId).status()).isEqualTo("Cancelled");
    }

    @Test
    void shouldReadRefusalsOfResourceManagerAndFactory() {
        assertThatThrownBy(() -> client.pipelineRuns().get(GROUP, "nobody", "r-1"))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        e -> assertThat(e.getValue().getCode()).isEqualTo("ResourceNotFound"));
        assertThatThrownBy(() -> run("nothing", Map.of()))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        e -> assertThat(e.getValue().getCode()).isEqualTo("PipelineNotFound"));
    }
}
