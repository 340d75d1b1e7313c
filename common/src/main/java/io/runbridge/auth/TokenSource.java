package io.runbridge.auth;

import io.runbridge.platform.Answer;
import java.util.concurrent.CompletionStage;

/** Where tokens come from. Any thread. */
@FunctionalInterface
public interface TokenSource {

    /**
     * Fetches a token that nobody had before, where the source can. Never blocks and never completes exceptionally:
     * UNAUTHORIZED when the source says that we are not who we say, UNAVAILABLE when it cannot be asked.
     */
    CompletionStage<Answer<BearerToken>> fetch();
}
