package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Databricks OAuth for machines: its metadata and its token endpoint. Event loop only. */
public final class MachineApi {

    private final TokenBook tokens;
    private final Application application;

    /** Endpoints that accept one client. */
    public MachineApi(TokenBook tokens, Application application) {
        this.tokens = tokens;
        this.application = application;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints() {
        return new EndpointTable("entra", Dialect.ENTRA, Guard.OPEN)
                .get("databricksDiscovery", "/oidc/.well-known/oauth-authorization-server", this::discovery)
                .post("databricksToken", "/oidc/v1/token", this::token)
                .rows();
    }

    private Answer discovery(Call call) {
        String base = call.baseUrl() + "/oidc";
        return Answer.json(
                200,
                new JsonObject()
                        .put("issuer", base)
                        .put("authorization_endpoint", base + "/v1/authorize")
                        .put("token_endpoint", base + "/v1/token")
                        .put("grant_types_supported", new JsonArray().add("client_credentials"))
                        .put(
                                "token_endpoint_auth_methods_supported",
                                new JsonArray().add("client_secret_basic").add("client_secret_post")));
    }

    private Answer token(Call call) {
        Form form = Form.of(call);
        form.checkGrant(call);
        String[] basic =
                basic(call).orElseGet(() -> new String[] {form.first("client_id"), form.first("client_secret")});
        application.checkSecret(call, basic[0], basic[1]);
        return Answer.json(
                200,
                new JsonObject()
                        .put("access_token", tokens.issue(Audience.DATABRICKS))
                        .put("token_type", "Bearer")
                        .put("expires_in", tokens.lifeSeconds())
                        .put("scope", "all-apis"));
    }

    private static Optional<String[]> basic(Call call) {
        return Optional.ofNullable(call.headers().get("Authorization"))
                .filter(header -> header.startsWith("Basic "))
                .map(header -> header.substring("Basic ".length()))
                .map(MachineApi::decode)
                .map(pair -> pair.split(":", 2))
                .filter(pair -> pair.length == 2);
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
