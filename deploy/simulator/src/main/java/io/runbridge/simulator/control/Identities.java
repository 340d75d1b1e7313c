package io.runbridge.simulator.control;

import io.runbridge.simulator.entra.Application;
import io.runbridge.simulator.entra.TokenBook;
import io.runbridge.simulator.http.EndpointTable;
import io.vertx.core.http.HttpMethod;

/** By what the application shows who it is, and which tokens are good. Event loop only. */
public final class Identities {

    private final Application application;
    private final TokenBook tokens;

    /** The identities of one simulator. */
    public Identities(Application application, TokenBook tokens) {
        this.application = application;
        this.tokens = tokens;
    }

    void add(EndpointTable table, String root) {
        table.add(HttpMethod.DELETE, "tokens", root + "/tokens", ControlApi.doing(call -> tokens.revokeAll()))
                .post(
                        "addCertificate",
                        root + "/certificates",
                        ControlApi.checked(
                                call -> application.addCertificate(call.json().getString("pem", ""))))
                .post(
                        "trustToken",
                        root + "/trusted-tokens",
                        ControlApi.checked(call -> application.trust(call.json().getString("token", ""))));
    }

    /** Tokens that were issued stay good. */
    void reset() {
        application.reset();
    }
}
