package io.runbridge.simulator.entra;

import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens that were issued, and those that are good without having been. Event loop only. */
public final class TokenBook {

    private record Issued(Audience audience, long expiresAt) {}

    /** What a bearer token turned out to be. */
    enum Verdict {
        GOOD,
        UNKNOWN,
        EXPIRED,
        WRONG_AUDIENCE
    }

    private final World world;
    private final Set<String> accessTokens;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new HashMap<>();

    /** A book that knows these Databricks personal access tokens. */
    public TokenBook(World world, Set<String> accessTokens) {
        this.world = world;
        this.accessTokens = Set.copyOf(accessTokens);
    }

    /** A new token that lives as long as the settings say. */
    String issue(Audience audience) {
        byte[] bytes = new byte[36];
        random.nextBytes(bytes);
        String token = "sim." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.values().removeIf(old -> old.expiresAt() < world.now() - 3_600_000L);
        issued.put(token, new Issued(audience, world.now() + lifeSeconds() * 1_000L));
        return token;
    }

    long lifeSeconds() {
        return world.settings().number(Setting.TOKEN_SECONDS);
    }

    long nowSeconds() {
        return world.now() / 1_000L;
    }

    Verdict judge(String token, Audience wanted) {
        if (wanted == Audience.DATABRICKS && accessTokens.contains(token)) {
            return Verdict.GOOD;
        }
        return Optional.ofNullable(issued.get(token))
                .map(known -> judge(known, wanted))
                .orElse(Verdict.UNKNOWN);
    }

    private Verdict judge(Issued known, Audience wanted) {
        if (known.audience() != wanted) {
            return Verdict.WRONG_AUDIENCE;
        }
        return world.now() < known.expiresAt() ? Verdict.GOOD : Verdict.EXPIRED;
    }

    /** Makes every issued token unknown; personal access tokens stay good. */
    public void revokeAll() {
        issued.clear();
    }
}
