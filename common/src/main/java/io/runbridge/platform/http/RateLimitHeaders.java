package io.runbridge.platform.http;

import io.runbridge.platform.RateLimit;
import io.runbridge.platform.RateLimit.Call;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads from answers how many more calls a platform takes. Pure, any thread. Fact: these headers are in the samples of
 * Synapse REST 2020-12-01 and in Azure's pages about request limits; Databricks names none.
 */
final class RateLimitHeaders {

    private static final List<String> NAMES =
            List.of("x-ms-ratelimit-remaining-subscription-reads", "x-ms-ratelimit-remaining-subscription-writes");

    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    private RateLimitHeaders() {}

    /** Passes on what the answer says, whatever its status; what is no number says nothing. */
    static void read(Operation operation, Response response, RateLimit limit) {
        for (String name : NAMES) {
            Optional<String> count =
                    response.header(name).filter(text -> COUNT.matcher(text).matches());
            count.ifPresent(text -> limit.told(kind(operation), name, Long.parseLong(text)));
        }
    }

    private static Call kind(Operation operation) {
        return switch (operation) {
            case START -> Call.START;
            case OBSERVE -> Call.OBSERVE;
            case CANCEL -> Call.CANCEL;
            case LOOK_UP -> Call.LOOK_UP;
        };
    }
}
