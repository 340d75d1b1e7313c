package io.runbridge.simulator.databricks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;

/**
 * A place in a list that is ordered by a key and, among equals, by an id, both falling.
 *
 * <p>Any thread; immutable.
 */
public record PageToken(long key, long id) implements Comparable<PageToken> {

    /** Before everything else in a list that falls. */
    public static final PageToken START = new PageToken(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Comparator<PageToken> ORDER =
            Comparator.comparingLong(PageToken::key).thenComparingLong(PageToken::id);

    /** The token as text, without meaning to callers. */
    public String encoded() {
        byte[] text = (key + ":" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /**
     * Reads a token.
     *
     * @throws NumberFormatException if it is none of ours
     */
    public static PageToken decode(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            int colon = text.indexOf(':');
            return new PageToken(
                    Long.parseLong(text.substring(0, Math.max(0, colon))), Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw numberFormat(e);
        }
    }

    private static NumberFormatException numberFormat(IllegalArgumentException cause) {
        NumberFormatException e = new NumberFormatException("Not a page token");
        e.initCause(cause);
        return e;
    }

    /** Whether something with that key and id comes after this place. */
    public boolean before(long otherKey, long otherId) {
        return otherKey < key || (otherKey == key && otherId < id);
    }

    /** Rising by key and id: lists go the other way. */
    @Override
    public int compareTo(PageToken other) {
        return ORDER.compare(this, other);
    }
}
