package io.runbridge.acceptance.campaign.oracle;

import java.util.Optional;

/**
 * One broken promise. Immutable, any thread.
 *
 * @param requestId the request whose story shows it; empty where it is about something else
 * @param count how much it adds to its kind
 */
public record Breach(Kind kind, Optional<String> requestId, String what, int count) {

    /** Which promise, as the campaign's last line names it. */
    public enum Kind {
        /** A request of which neither run nor end was published. */
        LOST,
        /** A run beyond what was asked. */
        DOUBLED,
        /** A history that is not true, or not in order. */
        WRONG_STATUS
    }

    static Breach of(Kind kind, String requestId, String what) {
        return new Breach(kind, Optional.of(requestId), what, 1);
    }
}
