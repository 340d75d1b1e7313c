package io.runbridge.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCacheTest {

    private static final Duration LIFE = Duration.ofHours(1);

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final List<CompletableFuture<Answer<BearerToken>>> fetches = new ArrayList<>();
    private final TokenCache cache = new TokenCache(this::fetch, clock);

    @Test
    void shouldFetchOnceForManyCalls() {
        // given
        CompletionStage<Answer<BearerToken>> first = cache.token();
        CompletionStage<Answer<BearerToken>> second = cache.token();

        // when
        answer(0, token("a", LIFE));

        // then
        assertThat(fetches).hasSize(1);
        assertThat(value(first)).isEqualTo("a");
        assertThat(value(second)).isEqualTo("a");
        assertThat(value(cache.token())).isEqualTo("a");
    }

    @Test
    void shouldHandOutTheOldTokenWhileItFetchesANewOne() {
        // given
        hold("old");
        clock.move(LIFE.minus(TokenCache.REFRESH_BEFORE));

        // when
        CompletionStage<Answer<BearerToken>> during = cache.token();

        // then
        assertThat(value(during)).isEqualTo("old");
        assertThat(value(cache.token())).isEqualTo("old");
        assertThat(fetches).hasSize(2);
        answer(1, token("new", LIFE));
        assertThat(value(cache.token())).isEqualTo("new");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void shouldNotFetchBeforeItIsTime() {
        // given
        hold("old");

        // when
        clock.move(LIFE.minus(TokenCache.REFRESH_BEFORE).minusSeconds(1));

        // then
        assertThat(value(cache.token())).isEqualTo("old");
        assertThat(fetches).hasSize(1);
    }

    @Test
    void shouldWaitForANewTokenIfTheOldOneIsAboutToEnd() {
        // given
        hold("old");
        clock.move(LIFE.minus(TokenCache.UNUSABLE_BEFORE));

        // when
        CompletionStage<Answer<BearerToken>> waiting = cache.token();

        // then
        assertThat(waiting.toCompletableFuture()).isNotDone();
        answer(1, token("new", LIFE));
        assertThat(value(waiting)).isEqualTo("new");
    }

    @Test
    void shouldKeepAValidTokenIfItsRenewalFails() {
        // given
        hold("old");
        clock.move(LIFE.minus(TokenCache.REFRESH_BEFORE));
        cache.token();

        // when
        answer(1, Answer.failed(unavailable()));

        // then
        assertThat(value(cache.token())).isEqualTo("old");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void shouldLeaveTheSourceAloneForAWhileAfterAFailure() {
        // given
        CompletionStage<Answer<BearerToken>> first = cache.token();
        answer(0, Answer.failed(unavailable()));

        // when
        CompletionStage<Answer<BearerToken>> second = cache.token();

        // then
        assertThat(first.toCompletableFuture()).isCompletedWithValue(Answer.failed(unavailable()));
        assertThat(second.toCompletableFuture()).isCompletedWithValue(Answer.failed(unavailable()));
        assertThat(fetches).hasSize(1);
        clock.move(TokenCache.PAUSE_AFTER_FAILURE);
        assertThat(cache.token().toCompletableFuture()).isNotDone();
        assertThat(fetches).hasSize(2);
    }

    @Test
    void shouldForgetARefusedToken() {
        // given
        BearerToken refused = hold("refused");

        // when
        cache.invalidate(refused);

        // then
        CompletionStage<Answer<BearerToken>> next = cache.token();
        answer(1, token("new", LIFE));
        assertThat(value(next)).isEqualTo("new");
    }

    @Test
    void shouldKeepTheTokenThatHasReplacedARefusedOne() {
        // given
        BearerToken refused = hold("refused");
        cache.invalidate(refused);
        cache.token();
        answer(1, token("new", LIFE));

        // when
        cache.invalidate(refused);

        // then
        assertThat(value(cache.token())).isEqualTo("new");
        assertThat(fetches).hasSize(2);
    }

    @Test
    void shouldGiveTheFailureIfTheOldTokenIsRefusedWhileTheSourceRests() {
        // given
        BearerToken old = hold("old");
        clock.move(LIFE.minus(TokenCache.REFRESH_BEFORE));
        cache.token();
        answer(1, Answer.failed(unavailable()));

        // when
        cache.invalidate(old);

        // then
        assertThat(cache.token().toCompletableFuture()).isCompletedWithValue(Answer.failed(unavailable()));
    }

    @Test
    void shouldUseAShortLivedTokenForHalfItsLife() {
        // given
        cache.token();
        answer(0, token("short", Duration.ofMinutes(4)));

        // when
        clock.move(Duration.ofMinutes(2).minusSeconds(1));

        // then
        assertThat(value(cache.token())).isEqualTo("short");
        assertThat(fetches).hasSize(1);
        clock.move(Duration.ofSeconds(1));
        assertThat(value(cache.token())).isEqualTo("short");
        assertThat(fetches).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 40, 59})
    void shouldAlwaysAnswerIfTokensEndVerySoon(int lifeSeconds) {
        // given
        cache.token();
        answer(0, token("brief", Duration.ofSeconds(lifeSeconds)));

        // when
        for (int second = 0; second < lifeSeconds; second++) {
            clock.move(Duration.ofSeconds(1));
            CompletionStage<Answer<BearerToken>> next = cache.token();
            fetches.get(fetches.size() - 1).complete(token("next", LIFE));

            // then
            assertThat(next.toCompletableFuture()).isDone();
        }
    }

    @Test
    void shouldNotRestLongerIfTheClockIsSetBack() {
        // given
        cache.token();
        answer(0, Answer.failed(unavailable()));

        // when
        clock.move(Duration.ofDays(-1));

        // then
        assertThat(cache.token().toCompletableFuture()).isNotDone();
        assertThat(fetches).hasSize(2);
    }

    @Test
    void shouldNotFetchForEachRefusalIfFreshTokensAreRefusedToo() {
        // given
        cache.invalidate(hold("refused"));
        cache.token();
        Answer<BearerToken> fresh = token("fresh", LIFE);
        answer(1, fresh);
        BearerToken refusedToo = ((Answer.Success<BearerToken>) fresh).value();

        // when
        cache.invalidate(refusedToo);

        // then
        assertThat(value(cache.token())).isEqualTo("fresh");
        assertThat(fetches).hasSize(2);
        clock.move(TokenCache.PAUSE_AFTER_REFUSAL);
        cache.invalidate(refusedToo);
        assertThat(cache.token().toCompletableFuture()).isNotDone();
        assertThat(fetches).hasSize(3);
    }

    @Test
    void shouldKeepATokenWithoutAnEnd() {
        // given
        cache.token();
        answer(0, Answer.success(new BearerToken("pat", Instant.MAX)));

        // when
        clock.move(Duration.ofDays(10_000));

        // then
        assertThat(value(cache.token())).isEqualTo("pat");
        assertThat(fetches).hasSize(1);
    }

    @Test
    void shouldMaskATokenInItsText() {
        // then
        assertThat(new BearerToken("s3cr3t", Instant.EPOCH).toString()).doesNotContain("s3cr3t");
        assertThat(Answer.success(new BearerToken("s3cr3t", Instant.EPOCH)).toString())
                .doesNotContain("s3cr3t");
    }

    private BearerToken hold(String value) {
        cache.token();
        Answer<BearerToken> token = token(value, LIFE);
        answer(0, token);
        return ((Answer.Success<BearerToken>) token).value();
    }

    private Answer<BearerToken> token(String value, Duration life) {
        return Answer.success(new BearerToken(value, clock.instant().plus(life)));
    }

    private void answer(int fetch, Answer<BearerToken> answer) {
        fetches.get(fetch).complete(answer);
    }

    private CompletionStage<Answer<BearerToken>> fetch() {
        CompletableFuture<Answer<BearerToken>> fetch = new CompletableFuture<>();
        fetches.add(fetch);
        return fetch;
    }

    private static String value(CompletionStage<Answer<BearerToken>> stage) {
        return ((Answer.Success<BearerToken>) stage.toCompletableFuture().getNow(null))
                .value()
                .value();
    }

    private static Failure unavailable() {
        return Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "down");
    }
}
