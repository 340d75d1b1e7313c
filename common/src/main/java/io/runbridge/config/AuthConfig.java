package io.runbridge.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Who we are at a platform; which settings are needed and taken depends on the method. Immutable, any thread. */
public interface AuthConfig {

    /** How tokens are got. */
    Method method();

    Optional<String> tenantId();

    Optional<String> clientId();

    Optional<Secret> clientSecret();

    /** File with the certificate and its RSA key, PEM or PKCS#12 (PFX); read for each token. */
    Optional<String> certificateFile();

    /** Of the certificate file, where it is PKCS#12. */
    Optional<Secret> certificatePassword();

    /** File with the token of the workload's own identity provider; read for each token. */
    Optional<String> tokenFile();

    /** Personal access token of Databricks. */
    Optional<Secret> token();

    /** Which Azure it is: Entra ID's address, scopes and links follow from it. */
    @WithDefault("public")
    Cloud cloud();

    /** Entra ID's address, https only; default by cloud. */
    Optional<URI> authorityHost();

    /** OAuth scope; default by cloud and platform type. */
    Optional<String> scope();

    /** ARM id of the Databricks workspace: shows it an identity that is no member there but may manage it in Azure. */
    Optional<String> workspaceResourceId();

    /** How tokens are got; what each needs and takes is a table of {@code IdentityRules}. */
    enum Method {
        /** Entra ID service principal with a secret. */
        CLIENT_SECRET(true),
        /** Databricks personal access token. */
        TOKEN(false),
        /** Entra ID service principal with a certificate. */
        CLIENT_CERTIFICATE(true),
        /** The identity that Azure gives to the machine, app or container that we run on. */
        MANAGED_IDENTITY(true),
        /** Entra ID application that trusts another identity provider, as a Kubernetes cluster is. */
        WORKLOAD_IDENTITY(true),
        /** Azure Identity's search through environment and host, then the Azure CLI. */
        DEFAULT(true),
        /** Service principal of Databricks with a secret of Databricks. */
        OAUTH_M2M(false);

        private final boolean entra;

        Method(boolean entra) {
            this.entra = entra;
        }

        /** Whether the tokens are Entra ID's, which gives them for any service; the others are Databricks' own. */
        public boolean entra() {
            return entra;
        }
    }
}
