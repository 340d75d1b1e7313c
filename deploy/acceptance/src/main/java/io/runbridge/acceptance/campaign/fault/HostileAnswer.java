package io.runbridge.acceptance.campaign.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Answers that no client should have to expect, in the words of the simulator's control API. */
enum HostileAnswer {
    PAGE(200, "HTML", Means.NOTHING),
    EMPTY(200, "EMPTY", Means.NOTHING),
    GARBAGE(200, "GARBAGE", Means.NOTHING),
    TEXT(200, "TEXT", Means.NOTHING),
    WRONG_TYPES(200, "WRONG_TYPES", Means.NOTHING),
    ERROR(500, "OWN", Means.NOTHING),
    ERROR_PAGE(500, "HTML", Means.NOTHING),
    ERROR_WRONG_TYPES(500, "WRONG_TYPES", Means.NOTHING),
    /** From a gateway, which says nothing about the service behind it. */
    UNAVAILABLE_PAGE(503, "HTML", Means.NOTHING),
    /** In the service's own words: it has not processed the call. */
    UNAVAILABLE(503, "OWN", Means.LATER),
    /** A token that is not accepted any more; only a second one in a row is final. */
    UNAUTHORIZED(401, "EMPTY", Means.NO),
    MISSING_ROLE(403, "OWN", Means.NO),
    NOT_FOUND(404, "OWN", Means.NO),
    CONFLICT(409, "OWN", Means.NO),
    BAD_REQUEST(400, "OWN", Means.NO),
    BAD_REQUEST_GARBAGE(400, "GARBAGE", Means.NO),
    THROTTLED(429, "OWN", Means.LATER),
    THROTTLED_SECONDS(429, "OWN", Means.LATER, 1, false),
    THROTTLED_DATE(429, "HTML", Means.LATER, 2, true),
    /** A number of seconds that is none. */
    THROTTLED_ABSURD(429, "EMPTY", Means.LATER, -5, false);

    /** What the caller of a start may make of it. */
    private enum Means {
        /** It says nothing about the call. */
        NOTHING,
        /** The platform has refused for good. */
        NO,
        /** The platform has not done it and may be asked again. */
        LATER
    }

    private final int status;
    private final String body;
    private final Means means;
    private final int retryAfterSeconds;
    private final boolean asDate;

    HostileAnswer(int status, String body, Means means) {
        this(status, body, means, 0, false);
    }

    HostileAnswer(int status, String body, Means means, int retryAfterSeconds, boolean asDate) {
        this.status = status;
        this.body = body;
        this.means = means;
        this.retryAfterSeconds = retryAfterSeconds;
        this.asDate = asDate;
    }

    /** Whether a start that gets it may end without a run. */
    boolean refuses() {
        return means == Means.NO;
    }

    /** The fault for the next call of an operation; what says nothing may hide that the call was carried out. */
    Map<String, Object> fault(String operation, RandomGenerator random) {
        Map<String, Object> fault = new HashMap<>(Map.of("operation", operation, "status", status, "body", body));
        boolean carriedOut = random.nextBoolean();
        if (means == Means.NOTHING && carriedOut) {
            fault.put("execute", "AT_ONCE");
        }
        if (retryAfterSeconds != 0) {
            fault.put("retryAfterSeconds", retryAfterSeconds);
            fault.put("retryAfterAsDate", asDate);
        }
        return fault;
    }

    static HostileAnswer pick(RandomGenerator random) {
        return values()[random.nextInt(values().length)];
    }
}
