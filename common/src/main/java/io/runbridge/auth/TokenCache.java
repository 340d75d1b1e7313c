package io.runbridge.auth;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One token for all calls to a platform. Guarantees: at most one fetch in flight; a valid token is handed out while a
 * new one is fetched; a token is fetched anew {@link #REFRESH_BEFORE} its end, or after half its life if that is
 * later, and never handed out of the cache within {@link #UNUSABLE_BEFORE} of its end; after a failed fetch the source
 * is left alone for {@link #PAUSE_AFTER_FAILURE}, and calls without a valid token get that failure; a platform that
 * refuses whatever it is given causes one fetch per {@link #PAUSE_AFTER_REFUSAL}. Any thread; never blocks.
 */
public final class TokenCache implements Identity {

    static final Duration REFRESH_BEFORE = Duration.ofMinutes(5);
    static final Duration UNUSABLE_BEFORE = Duration.ofSeconds(30);
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    static final Duration PAUSE_AFTER_REFUSAL = Duration.ofSeconds(5);

    private final TokenSource source;
    private final Clock clock;
    private Optional<Held> held = Optional.empty();
    private Optional<Failed> failed = Optional.empty();
    private Optional<Instant> refusedAt = Optional.empty();
    private Optional<CompletableFuture<Answer<BearerToken>>> fetching = Optional.empty();

    public TokenCache(TokenSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** A valid token, or why there is none. */
    public CompletionStage<Answer<BearerToken>> token() {
        CompletableFuture<Answer<BearerToken>> started = new CompletableFuture<>();
        CompletionStage<Answer<BearerToken>> answer;
        synchronized (this) {
            Instant now = clock.instant();
            boolean due = held.filter(h -> now.isBefore(h.refreshAt)).isEmpty();
            boolean paused =
                    failed.filter(f -> within(PAUSE_AFTER_FAILURE, f.at, now)).isPresent();
            if (!due || paused || fetching.isPresent()) {
                started = null;
            } else {
                fetching = Optional.of(started);
            }
            answer = held.filter(h -> now.isBefore(h.unusableAt))
                    .map(h -> done(Answer.success(h.token)))
                    .or(() -> fetching)
                    .orElseGet(() -> done(Answer.failed(failed.orElseThrow().failure)));
        }
        if (started != null) {
            fetch(started);
        }
        return answer;
    }

    @Override
    public CompletionStage<Answer<Proof>> proof() {
        return token().thenApply(answer -> answer instanceof Answer.Success<BearerToken> success
                ? Answer.success(Proof.of(success.value()))
                : Answer.failed(((Answer.Failed<BearerToken>) answer).failure()));
    }

    @Override
    public void refused(Proof proof) {
        proof.tokens().forEach(this::invalidate);
    }

    /** Forgets a token that the platform refused; one that has just replaced another refused one stays. */
    public synchronized void invalidate(BearerToken refused) {
        Instant now = clock.instant();
        boolean ours = held.filter(h -> h.token.equals(refused)).isPresent();
        if (ours && refusedAt.filter(at -> within(PAUSE_AFTER_REFUSAL, at, now)).isEmpty()) {
            held = Optional.empty();
            refusedAt = Optional.of(now);
        }
    }

    /** Outside the lock: a source may answer at once, and its answer wakes calls. */
    private void fetch(CompletableFuture<Answer<BearerToken>> started) {
        source.fetch().thenAccept(answer -> {
            keep(answer);
            started.complete(answer);
        });
    }

    private synchronized void keep(Answer<BearerToken> answer) {
        Instant now = clock.instant();
        fetching = Optional.empty();
        if (answer instanceof Answer.Success<BearerToken> success) {
            held = Optional.of(Held.of(success.value(), now));
            failed = Optional.empty();
        } else {
            Failure failure = ((Answer.Failed<BearerToken>) answer).failure();
            failed = Optional.of(new Failed(failure, now));
        }
    }

    /** Whether the pause goes on; one that begins in the future, because the clock was set back, does not. */
    private static boolean within(Duration pause, Instant begin, Instant now) {
        return !now.isBefore(begin) && now.isBefore(begin.plus(pause));
    }

    private static CompletableFuture<Answer<BearerToken>> done(Answer<BearerToken> answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private record Held(BearerToken token, Instant refreshAt, Instant unusableAt) {

        static Held of(BearerToken token, Instant now) {
            Duration halfLife = Duration.between(now, token.expiresAt()).dividedBy(2);
            Duration early = halfLife.compareTo(REFRESH_BEFORE) < 0 ? halfLife : REFRESH_BEFORE;
            Instant refreshAt = token.expiresAt().minus(early);
            Instant unusableAt = token.expiresAt().minus(UNUSABLE_BEFORE);
            // A token of less than a minute would be unusable before half its life is over.
            return new Held(token, refreshAt.isBefore(unusableAt) ? refreshAt : unusableAt, unusableAt);
        }
    }

    private record Failed(Failure failure, Instant at) {}
}
