package io.runbridge.auth;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.runbridge.config.AuthConfig;
import io.runbridge.config.PlatformConfig.CallConfig;
import io.runbridge.platform.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Tokens of an Entra ID identity. Any thread; works on threads of its own, because Azure Identity blocks: on a pool that
 * platforms share, a few authorities that hang would keep tokens from all others. The cache in front has one fetch in
 * flight, so there are few, and they end when they are idle. A managed identity's token comes from a cache of the vendor's
 * library, and of the host, until shortly before its end; all others are new each time.
 */
final class EntraTokens implements TokenSource {

    private final EntraPrincipal principal;
    private final String scope;
    private final Duration deadline;
    private final EntraCredentials credentials;
    private final ExecutorService threads = Executors.newCachedThreadPool(EntraTokens::daemon);

    /** @throws IllegalArgumentException if a file that the identity needs is of no use; names the setting */
    EntraTokens(AuthConfig auth, String scope, CallConfig calls, Clock clock) {
        this.principal = EntraPrincipal.of(auth);
        this.scope = scope;
        this.deadline = calls.deadline();
        this.credentials = new EntraCredentials(auth, http(calls), threads, clock);
    }

    @Override
    public CompletionStage<Answer<BearerToken>> fetch() {
        return Mono.defer(this::ask)
                .subscribeOn(Schedulers.fromExecutorService(threads))
                .timeout(deadline)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no token in the answer")))
                .onErrorResume(failure -> Mono.just(Answer.failed(EntraFailures.failure(failure, principal))))
                .toFuture();
    }

    private Mono<Answer<BearerToken>> ask() {
        return credentials
                .fresh()
                .getToken(new TokenRequestContext().addScopes(scope))
                .map(token -> Answer.success(
                        new BearerToken(token.getToken(), token.getExpiresAt().toInstant())));
    }

    private static HttpClient http(CallConfig calls) {
        java.net.http.HttpClient.Builder jdk = java.net.http.HttpClient.newBuilder();
        calls.trustCertificates().map(PemTrust::context).ifPresent(jdk::sslContext);
        return new JdkHttpClientBuilder(jdk)
                .connectionTimeout(calls.deadline())
                .responseTimeout(calls.deadline())
                .readTimeout(calls.deadline())
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "entra-token");
        thread.setDaemon(true);
        return thread;
    }
}
