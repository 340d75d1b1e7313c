package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads a list that is worth having but not needed: page after page until the list ends, a page is not answered, patience
 * is over or {@value #MOST} were read. So it takes no longer than the patience and the deadline of one call. One thread at
 * a time.
 */
public final class FirstPages {

    /** Most pages that are read. */
    public static final int MOST = 10;

    private final Function<Optional<String>, CompletionStage<Answer<JsonNode>>> ask;
    private final String tokenMember;
    private final Patience patience;
    private final List<JsonNode> pages = new ArrayList<>();

    private FirstPages(
            Function<Optional<String>, CompletionStage<Answer<JsonNode>>> ask, String tokenMember, Patience patience) {
        this.ask = ask;
        this.tokenMember = tokenMember;
        this.patience = patience;
    }

    /**
     * Reads the list.
     *
     * @param ask for the page with that token, or the first
     * @param tokenMember of a page, with the token of the next one
     * @return what could be read; never fails
     */
    public static CompletionStage<List<JsonNode>> read(
            Function<Optional<String>, CompletionStage<Answer<JsonNode>>> ask, String tokenMember, Patience patience) {
        return new FirstPages(ask, tokenMember, patience).page(Optional.empty());
    }

    /** Reads the rest of a list whose first page is known. */
    public static CompletionStage<List<JsonNode>> readOn(
            JsonNode first,
            Function<String, CompletionStage<Answer<JsonNode>>> ask,
            String tokenMember,
            Patience patience) {
        return new FirstPages(token -> ask.apply(token.orElseThrow()), tokenMember, patience)
                .next(first, Optional.empty());
    }

    private CompletionStage<List<JsonNode>> page(Optional<String> token) {
        return ask.apply(token)
                .thenCompose(
                        answer -> answer instanceof Answer.Success<JsonNode> page ? next(page.value(), token) : end());
    }

    private CompletionStage<List<JsonNode>> next(JsonNode page, Optional<String> token) {
        pages.add(page);
        Optional<String> following = Json.text(page, tokenMember);
        boolean more = following.isPresent() && !following.equals(token) && pages.size() < MOST && !patience.over();
        return more ? page(following) : end();
    }

    private CompletionStage<List<JsonNode>> end() {
        return CompletableFuture.completedFuture(List.copyOf(pages));
    }
}
