package io.runbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynapsePipelineFactsTest extends SynapseFacts {

    @ParameterizedTest
    @ValueSource(strings = {"/pipelines", "/pipelines/examplePipeline", "/pipelineruns/x"})
    void shouldRejectCallsIfApiVersionIsMissing(String path) {
        Reply reply = remote.get(path, token);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void shouldRejectCallsIfApiVersionIsAnother() {
        assertThat(remote.get("/pipelines?api-version=2018-06-01", token).status())
                .isEqualTo(400);
    }

    @Test
    void shouldKnowTheTwoPipelinesOfTheStart() {
        Reply reply = get("/pipelines");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.array("value").stream().map(p -> ((JsonObject) p).getString("name")))
                .containsExactly("examplePipeline", "ingest-orders");
        assertThat(reply.json().containsKey("nextLink")).isFalse();
    }

    @Test
    void shouldDescribeParametersWithTypeAndDefault() {
        JsonObject pipeline = get("/pipelines/ingest-orders").json();

        JsonObject parameters = pipeline.getJsonObject("properties").getJsonObject("parameters");
        assertThat(parameters.getJsonObject("retries").getMap())
                .containsEntry("type", "Int")
                .containsEntry("defaultValue", 3);
        assertThat(parameters.getJsonObject("apiKey").getString("type")).isEqualTo("SecureString");
        assertThat(pipeline.getString("type")).isEqualTo("Microsoft.Synapse/workspaces/pipelines");
    }

    @Test
    void shouldPageTheListOfPipelinesByAbsoluteNextLink() {
        remote.set("pipelinePageSize", 1);

        Reply first = get("/pipelines");
        Reply second = remote.get(first.json().getString("nextLink"), token);

        assertThat(first.array("value")).hasSize(1);
        assertThat(first.json().getString("nextLink"))
                .startsWith(SCENE.server().httpUrl())
                .contains("api-version=");
        assertThat(second.array("value").getJsonObject(0).getString("name")).isEqualTo("ingest-orders");
        assertThat(second.json().containsKey("nextLink")).isFalse();
    }

    @Test
    void shouldAnswer304IfTheEtagIsKnown() {
        String etag = get("/pipelines/examplePipeline").json().getString("etag");

        Reply reply =
                remote.exchange(remote.request("GET", "/pipelines/examplePipeline?" + Remote.API_VERSION, token, "")
                        .header("If-None-Match", etag)
                        .build());

        assertThat(reply.status()).isEqualTo(304);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void shouldAnswerCreateRunWith202AndTheRunIdAlone() {
        Reply reply = create("examplePipeline", "", new JsonObject());

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().fieldNames()).containsExactly("runId");
        assertThat(reply.header("x-ms-ratelimit-remaining-subscription-writes")).isPresent();
        assertThat(reply.header("x-ms-request-id")).isPresent();
    }

    @Test
    void shouldTakeACreateRunWithoutBody() {
        Reply reply = remote.send("POST", "/pipelines/examplePipeline/createRun?" + Remote.API_VERSION, token, "");

        assertThat(reply.status()).isEqualTo(202);
    }

    @Test
    void shouldRejectAnUnknownPipelineWithPipelineNotFound() {
        Reply reply = create("nothing", "", new JsonObject());

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("PipelineNotFound");
    }

    @Test
    void shouldRejectAnUnknownRunWithACloudError() {
        Reply reply = get("/pipelineruns/11111111-0000-4000-8000-000000000000");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().getJsonObject("error").fieldNames()).contains("code", "message");
    }

    @Test
    void shouldRunAPipelineWhosePercentEncodedNameHasBlanksAndUmlauts() {
        remote.control("POST", "/synapse/pipelines", new JsonObject().put("name", "Tägliche Läufe (neu)"));

        Reply reply = create("T%C3%A4gliche%20L%C3%A4ufe%20(neu)", "", new JsonObject());

        assertThat(reply.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retries | "3"
            retries | 1.5
            retries | true
            dryRun  | "true"
            dryRun  | 1
            """)
    void shouldRejectAParameterIfItsJsonTypeIsWrong(String name, String json) {
        Reply reply = create("ingest-orders", "", new JsonObject("{\"" + name + "\":" + json + "}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonObject("error").getString("message")).contains(name);
        assertThat(remote.runs()).isZero();
    }

    @Test
    void shouldRejectABodyThatIsNoObject() {
        Reply reply = remote.send("POST", "/pipelines/examplePipeline/createRun?" + Remote.API_VERSION, token, "[1]");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().getJsonObject("error").getString("code")).isEqualTo("BadRequest");
    }

    @Test
    void shouldRejectAMissingParameterWithoutDefault() {
        remote.control(
                "POST",
                "/synapse/pipelines",
                new JsonObject("{\"name\":\"strict\",\"parameters\":{\"day\":{\"type\":\"String\"}}}"));

        assertThat(create("strict", "", new JsonObject()).status()).isEqualTo(400);
        assertThat(create("strict", "", new JsonObject().put("day", "2026-11-23"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void shouldRejectUndeclaredParametersIfTheSwitchSaysSo() {
        remote.set("refuseUndeclaredParameters", true);

        assertThat(create("ingest-orders", "", new JsonObject().put("extra", 1)).status())
                .isEqualTo(400);
    }
}
