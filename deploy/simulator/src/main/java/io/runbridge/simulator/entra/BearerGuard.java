package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Guard;
import java.util.Map;
import java.util.Optional;

/** Lets calls with a good bearer token through and answers all others 401. Event loop only. */
public final class BearerGuard implements Guard {

    private static final String PREFIX = "Bearer ";

    private static final Map<TokenBook.Verdict, String> MESSAGES = Map.of(
            TokenBook.Verdict.UNKNOWN, "The access token is not valid.",
            TokenBook.Verdict.EXPIRED, "The access token has expired.",
            TokenBook.Verdict.WRONG_AUDIENCE, "The access token was issued for another audience.");

    private final TokenBook tokens;
    private final Audience audience;
    private final String code;

    /** A guard for one audience; the code goes into the error body. */
    public BearerGuard(TokenBook tokens, Audience audience, String code) {
        this.tokens = tokens;
        this.audience = audience;
        this.code = code;
    }

    @Override
    public void check(Call call) {
        String header = Optional.ofNullable(call.headers().get("Authorization")).orElse("");
        if (!header.startsWith(PREFIX)) {
            throw refusal(call, "No bearer token was sent.");
        }
        TokenBook.Verdict verdict = tokens.judge(header.substring(PREFIX.length()), audience);
        if (verdict != TokenBook.Verdict.GOOD) {
            throw refusal(call, MESSAGES.get(verdict));
        }
    }

    private RuntimeException refusal(Call call, String message) {
        Answer answer = Answer.json(401, call.dialect().error(code, message));
        return call.refuse(answer.with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }
}
