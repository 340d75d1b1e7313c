package io.runbridge.auth;

import io.runbridge.config.AuthConfig;

/**
 * Who asks for a token, in words for people; free of secrets. Immutable, any thread.
 *
 * @param who half sentence that says who got none
 * @param advice what to look at where we are refused, a sentence without full stop
 * @param local whether the token comes from the host that we run on, so that the advice holds for any failure
 */
record EntraPrincipal(String who, String advice, boolean local) {

    static EntraPrincipal of(AuthConfig auth) {
        String application = "Entra ID gave no token for application "
                + auth.clientId().orElse("") + " in tenant " + auth.tenantId().orElse("");
        return switch (auth.method()) {
            case CLIENT_SECRET ->
                new EntraPrincipal(application, "Check auth.client-secret, and whether it has ended", false);
            case CLIENT_CERTIFICATE ->
                new EntraPrincipal(
                        application, "Check that the application has the certificate of auth.certificate-file", false);
            case WORKLOAD_IDENTITY ->
                new EntraPrincipal(
                        application,
                        "Check that a federated credential of the application has issuer, subject and audience of the"
                                + " token in auth.token-file",
                        false);
            case MANAGED_IDENTITY ->
                new EntraPrincipal(
                        "Azure gave no token for the managed identity "
                                + auth.clientId().orElse("of this host"),
                        "Check that it is assigned to the machine, app or pod, and that its endpoint can be reached",
                        true);
            case DEFAULT ->
                new EntraPrincipal(
                        "Azure's default credentials gave no token",
                        "Check the AZURE_ variables and the host's identity, or name one method in auth.method",
                        true);
            case TOKEN, OAUTH_M2M -> throw new IllegalArgumentException("auth.method has no token of Entra ID");
        };
    }
}
