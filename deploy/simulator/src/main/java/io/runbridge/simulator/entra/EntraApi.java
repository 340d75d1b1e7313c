package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The token endpoints of Entra ID, v1 and v2, for any tenant.
 *
 * <p>Event loop only. Numbers are strings in v1 answers and numbers in v2 answers, as the services write them.
 */
public final class EntraApi {

    private final TokenBook tokens;
    private final Application application;

    /** Endpoints that accept one client. */
    public EntraApi(TokenBook tokens, Application application) {
        this.tokens = tokens;
        this.application = application;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints() {
        return new EndpointTable("entra", Dialect.ENTRA, Guard.OPEN)
                .post("tokenV1", "/:tenant/oauth2/token", this::version1)
                .post("tokenV2", "/:tenant/oauth2/v2.0/token", this::version2)
                .get("openid", "/:tenant/v2.0/.well-known/openid-configuration", this::openid)
                .rows();
    }

    private Answer version1(Call call) {
        Form form = checked(call);
        String resource = form.first("resource");
        Audience audience = Audience.ofResource(resource)
                .orElseThrow(() -> call.refuse(
                        400,
                        "invalid_resource/500011",
                        "The resource principal named " + resource + " was not found in the tenant."));
        long lifeSeconds = tokens.lifeSeconds();
        long now = tokens.nowSeconds();
        return Answer.json(
                200,
                new JsonObject()
                        .put("token_type", "Bearer")
                        .put("expires_in", Long.toString(lifeSeconds))
                        .put("ext_expires_in", Long.toString(lifeSeconds))
                        .put("expires_on", Long.toString(now + lifeSeconds))
                        .put("not_before", Long.toString(now - 300))
                        .put("resource", resource)
                        .put("access_token", tokens.issue(audience)));
    }

    private Answer version2(Call call) {
        Form form = checked(call);
        String scope = form.first("scope");
        Audience audience = Audience.ofScope(scope)
                .orElseThrow(() -> call.refuse(
                        400,
                        "invalid_scope/70011",
                        "The provided request must include a 'scope' input parameter. The scope " + scope
                                + " is not valid."));
        return Answer.json(
                200,
                new JsonObject()
                        .put("token_type", "Bearer")
                        .put("expires_in", tokens.lifeSeconds())
                        .put("ext_expires_in", tokens.lifeSeconds())
                        .put("access_token", tokens.issue(audience)));
    }

    /** What clients other than Java's read before they ask for a token. */
    private Answer openid(Call call) {
        String tenant = call.baseUrl() + "/" + call.path().get("tenant");
        return Answer.json(
                200,
                new JsonObject()
                        .put("issuer", tenant + "/v2.0")
                        .put("authorization_endpoint", tenant + "/oauth2/v2.0/authorize")
                        .put("token_endpoint", tenant + "/oauth2/v2.0/token")
                        .put("jwks_uri", tenant + "/discovery/v2.0/keys")
                        .put("response_types_supported", new JsonArray().add("code"))
                        .put("subject_types_supported", new JsonArray().add("pairwise")));
    }

    private Form checked(Call call) {
        Form form = Form.of(call);
        form.checkGrant(call);
        application.check(call, form, tokens.nowSeconds());
        return form;
    }
}
