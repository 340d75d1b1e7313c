package io.runbridge.auth;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.runbridge.config.AuthConfig;
import io.runbridge.config.Secret;
import io.runbridge.platform.FailureCategory;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** Azure Identity's credentials for one configured identity. Any thread; reads the identity's file, so it may block. */
final class EntraCredentials {

    /** One repetition at most: the cache in front asks again anyway, and hidden ones would outlast a call's deadline. */
    private static final RetryOptions RETRIES = new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(500)));

    /** Narrows what the default credentials try; fact: DefaultAzureCredentialBuilder of azure-identity 1.19.0. */
    private static final String SEARCHED = "AZURE_TOKEN_CREDENTIALS";

    private final AuthConfig auth;
    private final HttpClient http;
    private final ExecutorService threads;
    private final Clock clock;

    /**
     * Of a checked configuration.
     *
     * @param threads where it may block
     * @throws IllegalArgumentException if its certificate file is of no use; names the setting
     */
    EntraCredentials(AuthConfig auth, HttpClient http, ExecutorService threads, Clock clock) {
        this.auth = auth;
        this.http = http;
        this.threads = threads;
        this.clock = clock;
        if (auth.method() == AuthConfig.Method.CLIENT_CERTIFICATE) {
            try {
                certificate();
            } catch (UnusableFileException e) {
                throw new IllegalArgumentException("auth.certificate-file: " + e.getMessage(), e);
            }
        }
    }

    /**
     * A new credential, because one keeps its token and would answer a refused one again.
     *
     * @throws UnusableFileException if its file cannot be used now
     */
    TokenCredential fresh() {
        return switch (auth.method()) {
            case CLIENT_SECRET ->
                application(new ClientSecretCredentialBuilder())
                        .clientSecret(auth.clientSecret().orElseThrow().reveal())
                        .build();
            case CLIENT_CERTIFICATE -> ofCertificate(certificate());
            case WORKLOAD_IDENTITY -> {
                Secret assertion = TokenFile.read(auth.tokenFile().orElseThrow());
                yield application(new ClientAssertionCredentialBuilder())
                        .clientAssertion(assertion::reveal)
                        .build();
            }
            case MANAGED_IDENTITY -> {
                ManagedIdentityCredentialBuilder builder =
                        common(new ManagedIdentityCredentialBuilder()).executorService(threads);
                auth.clientId().ifPresent(builder::clientId);
                yield builder.build();
            }
            case DEFAULT -> search();
            case TOKEN, OAUTH_M2M -> throw new IllegalStateException("auth.method has no token of Entra ID");
        };
    }

    private ClientCertificate certificate() {
        return ClientCertificate.read(auth.certificateFile().orElseThrow(), auth.certificatePassword());
    }

    /** With its chain, so that applications that trust an authority's certificates by name take it too. */
    private TokenCredential ofCertificate(ClientCertificate certificate) {
        if (!clock.instant().isBefore(certificate.endsAt())) {
            throw new UnusableFileException(
                    FailureCategory.UNAUTHORIZED,
                    "the certificate in " + auth.certificateFile().orElseThrow() + " ended at " + certificate.endsAt());
        }
        ClientCertificateCredentialBuilder builder =
                application(new ClientCertificateCredentialBuilder()).sendCertificateChain(true);
        ByteArrayInputStream content = new ByteArrayInputStream(certificate.content());
        if (certificate.pem()) {
            return builder.pemCertificate(content).build();
        }
        return builder.pfxCertificate(content)
                .clientCertificatePassword(
                        auth.certificatePassword().map(Secret::reveal).orElse(""))
                .build();
    }

    /** What a service finds, then what a developer does; other developers' tools need libraries that are left out here. */
    private TokenCredential search() {
        DefaultAzureCredentialBuilder builder = common(new DefaultAzureCredentialBuilder())
                .configuration(ofServices())
                .authorityHost(authorityHost())
                .executorService(threads);
        AzureCliCredentialBuilder shell = new AzureCliCredentialBuilder();
        auth.tenantId().ifPresent(tenant -> {
            builder.tenantId(tenant);
            shell.tenantId(tenant);
        });
        auth.clientId().ifPresent(id -> builder.managedIdentityClientId(id).workloadIdentityClientId(id));
        auth.authorityHost().ifPresent(host -> builder.disableInstanceDiscovery());
        ChainedTokenCredentialBuilder chain = new ChainedTokenCredentialBuilder().addLast(builder.build());
        if (System.getenv(SEARCHED) == null) {
            chain.addLast(shell.build());
        }
        return chain.build();
    }

    private static Configuration ofServices() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putIfAbsent(SEARCHED, "prod");
        return new ConfigurationBuilder(path -> Map.of(), path -> Map.of(), path -> variables).build();
    }

    private <T extends AadCredentialBuilderBase<T>> T application(T builder) {
        common(builder)
                .authorityHost(authorityHost())
                .tenantId(auth.tenantId().orElseThrow())
                .clientId(auth.clientId().orElseThrow())
                .executorService(threads);
        // The cloud's own address is known to the vendor's library; any other would be looked up at the public cloud.
        auth.authorityHost().ifPresent(host -> builder.disableInstanceDiscovery());
        return builder;
    }

    private <T extends CredentialBuilderBase<T>> T common(T builder) {
        // A policy, not options: a managed identity's own policy, which repeats for half a minute, goes before options.
        return builder.retryPolicy(new RetryPolicy(RETRIES)).httpClient(http);
    }

    private String authorityHost() {
        return auth.authorityHost()
                .orElseGet(() -> auth.cloud().authorityHost())
                .toString();
    }
}
