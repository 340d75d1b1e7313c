package io.runbridge.secret;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The configured vaults; there is no way to any other. A secret is kept in memory for {@link #KEPT}, so many starts ask for
 * it once, and a rotated one counts soon; failures are not kept. Any thread.
 */
public final class Vaults {

    static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST_KEPT = 1_000;

    private final Map<String, Vault> byName;
    private final AsyncCache<SecretReference, Answer<Secret>> known =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).buildAsync();

    /** @param byName as references name them */
    public Vaults(Map<String, Vault> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** What is wrong with a reference, a half sentence; empty if its vault is there. Makes no call. */
    public Optional<String> problem(String reference) {
        Optional<SecretReference> read = SecretReference.of(reference);
        if (read.isEmpty()) {
            return Optional.of(SecretReference.RULE);
        }
        return byName.containsKey(read.get().vault()) ? Optional.empty() : Optional.of(unknown(read.get()));
    }

    private String unknown(SecretReference reference) {
        return "is " + reference + ", but "
                + (byName.isEmpty()
                        ? "no vault is configured"
                        : "the configured vaults are " + new TreeSet<>(byName.keySet()));
    }

    /** The secret. */
    public CompletionStage<Answer<Secret>> read(SecretReference reference) {
        Vault vault = byName.get(reference.vault());
        if (vault == null) {
            return CompletableFuture.completedFuture(Answer.failed(
                    Failure.of(FailureCategory.REJECTED, Vault.NOT_FOUND, "The secret " + unknown(reference))));
        }
        CompletableFuture<Answer<Secret>> answer =
                known.get(reference, (wanted, executor) -> vault.read(wanted).toCompletableFuture());
        return answer.thenApply(given -> {
            if (given instanceof Answer.Failed<Secret>) {
                known.asMap().remove(reference, answer);
            }
            return given;
        });
    }
}
