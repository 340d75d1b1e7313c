package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The endpoints from which a host gets the token of its managed identity: that of App Service (IDENTITY_ENDPOINT, with the
 * secret of IDENTITY_HEADER) and that of virtual machines (IMDS). Event loop only. Source: learn.microsoft.com, App
 * Service overview-managed-identity (2019-08-01), entra how-to-use-vm-token (2018-02-01).
 */
public final class HostIdentityApi {

    private final TokenBook tokens;
    private final Application application;

    /** Endpoints of a host with one identity, which is that application's. */
    public HostIdentityApi(TokenBook tokens, Application application) {
        this.tokens = tokens;
        this.application = application;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints() {
        return new EndpointTable("entra", Dialect.ENTRA, Guard.OPEN)
                .get("appServiceIdentity", "/msi/token", this::appService)
                .get("machineIdentity", "/metadata/identity/oauth2/token", this::machine)
                .rows();
    }

    private Answer appService(Call call) {
        if (!application.identityHeader().equals(call.headers().get("X-IDENTITY-HEADER"))) {
            throw refusal(call, "The X-IDENTITY-HEADER is missing or wrong.");
        }
        String clientId = call.query("client_id").orElse(application.id());
        if (!clientId.equals(application.id())) {
            throw refusal(call, "No User Assigned or Delegated Managed Identity found for specified ClientId.");
        }
        return Answer.json(200, token(call).put("client_id", clientId));
    }

    private Answer machine(Call call) {
        if (!"true".equals(call.headers().get("Metadata"))) {
            throw call.refuse(400, "bad_request_102", "Required metadata header not specified");
        }
        if (call.query("client_id").filter(id -> !id.equals(application.id())).isPresent()) {
            throw call.refuse(400, "invalid_request", "Identity not found");
        }
        return Answer.json(200, token(call).put("expires_in", Long.toString(tokens.lifeSeconds())));
    }

    private JsonObject token(Call call) {
        String resource = call.query("resource").orElse("");
        Audience audience = Audience.ofResource(resource)
                .orElseThrow(() -> call.refuse(
                        400,
                        "invalid_resource/500011",
                        "The resource principal named " + resource + " was not found in the tenant."));
        return new JsonObject()
                .put("access_token", tokens.issue(audience))
                .put("expires_on", Long.toString(tokens.nowSeconds() + tokens.lifeSeconds()))
                .put("resource", resource)
                .put("token_type", "Bearer");
    }

    private static RuntimeException refusal(Call call, String message) {
        return call.refuse(
                Answer.json(400, new JsonObject().put("statusCode", 400).put("message", message)));
    }
}
