package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FirstPagesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> asked = new ArrayList<>();

    @Test
    void shouldReadToTheEnd() {
        // when
        List<JsonNode> pages = read(3, LONG);
        // then
        assertThat(pages).hasSize(3);
        assertThat(asked).containsExactly("", "1", "2");
    }

    @Test
    void shouldNotReadForEver() {
        // then
        assertThat(read(1_000, LONG)).hasSize(FirstPages.MOST);
    }

    @Test
    void shouldAskForNoFurtherPageOncePatienceIsOver() {
        // then
        assertThat(read(3, Duration.ZERO)).hasSize(1);
        assertThat(asked).containsExactly("");
    }

    @Test
    void shouldKeepWhatItHasIfAPageIsNotAnswered() {
        // when
        List<JsonNode> pages = FirstPages.read(
                        token -> token.isEmpty() ? Answers.succeeded(page("1")) : missing(),
                        "token",
                        Patience.lasting(LONG))
                .toCompletableFuture()
                .join();
        // then
        assertThat(pages).containsExactly(page("1"));
    }

    @Test
    void shouldReadNothingIfNothingIsAnswered() {
        // then
        assertThat(FirstPages.read(token -> missing(), "token", Patience.lasting(LONG))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    @Test
    void shouldStopAtATokenThatLeadsToItself() {
        // when
        List<JsonNode> pages = FirstPages.readOn(
                        page("same"), token -> Answers.succeeded(page("same")), "token", Patience.lasting(LONG))
                .toCompletableFuture()
                .join();
        // then
        assertThat(pages).hasSize(2);
    }

    private List<JsonNode> read(int pages, Duration patience) {
        return FirstPages.read(
                        token -> {
                            asked.add(token.orElse(""));
                            int next = token.map(Integer::parseInt).orElse(0) + 1;
                            return Answers.succeeded(next == pages ? Json.object() : page(String.valueOf(next)));
                        },
                        "token",
                        Patience.lasting(patience))
                .toCompletableFuture()
                .join();
    }

    private static JsonNode page(String next) {
        return Json.object().put("token", next);
    }

    private static CompletionStage<Answer<JsonNode>> missing() {
        return Answers.failed(Failure.of(FailureCategory.UNAVAILABLE, "PLATFORM_UNAVAILABLE", "no answer"));
    }
}
