package io.runbridge.simulator.entra;

import io.netty.handler.codec.http.QueryStringDecoder;
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
import java.util.Map;
import java.util.Optional;

/**
 * The token endpoints: Entra ID v1 and v2 for any tenant, and Databricks OAuth for machines.
 *
 * <p>Event loop only. Numbers are strings in v1 answers and numbers in v2 answers, as the services write them.
 */
public final class EntraApi {

    private final TokenBook tokens;
    private final String clientId;
    private final String clientSecret;

    /** Endpoints that accept one client. */
    public EntraApi(TokenBook tokens, String clientId, String clientSecret) {
        this.tokens = tokens;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    /** The endpoint table. */
    public List<Endpoint> endpoints() {
        return new EndpointTable("entra", Dialect.ENTRA, Guard.OPEN)
                .post("tokenV1", "/:tenant/oauth2/token", this::version1)
                .post("tokenV2", "/:tenant/oauth2/v2.0/token", this::version2)
                .get("openid", "/:tenant/v2.0/.well-known/openid-configuration", this::openid)
                .get("databricksDiscovery", "/oidc/.well-known/oauth-authorization-server", this::discovery)
                .post("databricksToken", "/oidc/v1/token", this::databricks)
                .rows();
    }

    private Answer version1(Call call) {
        Map<String, List<String>> form = form(call);
        checkGrant(call, form);
        checkClient(call, first(form, "client_id"), first(form, "client_secret"));
        String resource = first(form, "resource");
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
        Map<String, List<String>> form = form(call);
        checkGrant(call, form);
        checkClient(call, first(form, "client_id"), first(form, "client_secret"));
        String scope = first(form, "scope");
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

    private Answer databricks(Call call) {
        Map<String, List<String>> form = form(call);
        checkGrant(call, form);
        String[] basic =
                basic(call).orElseGet(() -> new String[] {first(form, "client_id"), first(form, "client_secret")});
        checkClient(call, basic[0], basic[1]);
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
                .map(EntraApi::decode)
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

    private static Map<String, List<String>> form(Call call) {
        return new QueryStringDecoder(call.body().toString(), false).parameters();
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    private static void checkGrant(Call call, Map<String, List<String>> form) {
        if (!first(form, "grant_type").equals("client_credentials")) {
            throw call.refuse(
                    400,
                    "unsupported_grant_type/70003",
                    "The app requested an unsupported grant type '" + first(form, "grant_type") + "'.");
        }
    }

    private void checkClient(Call call, String id, String secret) {
        if (!id.equals(clientId)) {
            throw call.refuse(
                    400,
                    "unauthorized_client/700016",
                    "Application with identifier '" + id + "' was not found in the directory.");
        }
        if (!secret.equals(clientSecret)) {
            throw call.refuse(
                    401,
                    "invalid_client/7000215",
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '" + id + "'.");
        }
    }
}
