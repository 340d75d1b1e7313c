package io.runbridge.auth;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.ClientSecretCredentialBuilder;
import io.runbridge.config.PlatformConfig.CallConfig;
import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tokens of an Entra ID application with a client secret. Any thread; works on threads of its own, because Azure
 * Identity blocks: on a pool that platforms share, a few authorities that hang would keep tokens from all others. The
 * cache in front has one fetch in flight, so there are few, and they end when they are idle.
 */
final class EntraTokens implements TokenSource {

    /** One repetition at most: the cache in front asks again anyway, and hidden ones would outlast a call's deadline. */
    private static final RetryOptions RETRIES = new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(500)));

    private final Application application;
    private final Optional<URI> authorityHost;
    private final HttpClient http;
    private final Duration deadline;
    private final ExecutorService threads = Executors.newCachedThreadPool(EntraTokens::daemon);

    /** Who asks, and for what. */
    record Application(String tenantId, String clientId, Secret clientSecret, String scope) {}

    EntraTokens(Application application, Optional<URI> authorityHost, CallConfig calls) {
        this.application = application;
        this.authorityHost = authorityHost;
        this.deadline = calls.deadline();
        java.net.http.HttpClient.Builder jdk = java.net.http.HttpClient.newBuilder();
        calls.trustCertificates().map(PemTrust::context).ifPresent(jdk::sslContext);
        this.http = new JdkHttpClientBuilder(jdk)
                .connectionTimeout(deadline)
                .responseTimeout(deadline)
                .readTimeout(deadline)
                .build();
    }

    @Override
    public CompletionStage<Answer<BearerToken>> fetch() {
        return Mono.defer(this::ask)
                .subscribeOn(Schedulers.fromExecutorService(threads))
                .timeout(deadline)
                .map(token -> Answer.success(
                        new BearerToken(token.getToken(), token.getExpiresAt().toInstant())))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no token in the answer")))
                .onErrorResume(failure -> Mono.just(Answer.failed(EntraFailures.failure(failure, application))))
                .toFuture();
    }

    /** A new credential each time, because a credential keeps its token and would answer a refused one again. */
    private Mono<AccessToken> ask() {
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(application.tenantId())
                .clientId(application.clientId())
                .clientSecret(application.clientSecret().reveal())
                .retryOptions(RETRIES)
                .executorService(threads)
                .httpClient(http);
        authorityHost.ifPresent(host -> builder.authorityHost(host.toString()).disableInstanceDiscovery());
        return builder.build().getToken(new TokenRequestContext().addScopes(application.scope()));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "entra-token");
        thread.setDaemon(true);
        return thread;
    }
}
