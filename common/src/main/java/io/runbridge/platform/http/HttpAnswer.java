package io.runbridge.platform.http;

/** How one attempt ended. The three cases differ in what the platform may have done. Immutable, any thread. */
public sealed interface HttpAnswer {

    /** A complete answer came. */
    record Answered(Response response) implements HttpAnswer {}

    /**
     * No byte of the request left this process, so the platform did nothing.
     *
     * @param reason half sentence for people, free of secrets
     */
    record NotSent(Cause cause, String reason) implements HttpAnswer {}

    /**
     * The request may have left and no complete answer came, so nobody knows what the platform did.
     *
     * @param reason half sentence for people, free of secrets
     */
    record Lost(String reason) implements HttpAnswer {}

    /** Why a request was not sent. */
    enum Cause {
        /** No connection: refused, name not found, TLS handshake failed, none free before the deadline. */
        NOT_CONNECTED,
        /** The caller's lease had run out once the connection was there. */
        LEASE_LAPSED
    }
}
