package io.runbridge.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one call carries to show who makes it; its text form is masked. Immutable, any thread.
 *
 * @param headers by name, with secrets in them: only for the call that carries them
 * @param tokens those that the headers hold
 * @param secrets texts that nothing which is passed on may repeat
 */
public record Proof(Map<String, String> headers, List<BearerToken> tokens, List<String> secrets) {

    public Proof {
        headers = Map.copyOf(headers);
        tokens = List.copyOf(tokens);
        secrets = List.copyOf(secrets);
    }

    /** A token in the Authorization header. */
    public static Proof of(BearerToken bearer) {
        return new Proof(Map.of("Authorization", "Bearer " + bearer.value()), List.of(bearer), List.of(bearer.value()));
    }

    /** This proof, and a token in a header of its own besides. */
    public Proof with(String header, BearerToken token) {
        return new Proof(
                with(header, token.value()).headers,
                Stream.concat(tokens.stream(), Stream.of(token)).toList(),
                Stream.concat(secrets.stream(), Stream.of(token.value())).toList());
    }

    /** This proof, and a header that is no secret besides. */
    public Proof with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Proof(more, tokens, secrets);
    }

    @Override
    public String toString() {
        return "Proof[headers=" + headers.keySet() + ", tokens=" + tokens + "]";
    }
}
