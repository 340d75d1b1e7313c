package io.runbridge.trigger.ledger;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * W3C trace context that a request carries to every event about it. Immutable, any thread.
 *
 * @param traceparent null if the request has none
 * @param tracestate null if the request has none
 */
record Trace(String traceparent, String tracestate) {

    static Trace from(Headers headers) {
        return new Trace(text(headers.lastHeader("traceparent")), text(headers.lastHeader("tracestate")));
    }

    static Trace from(LedgerEntry entry) {
        return new Trace(entry.getTraceparent(), entry.getTracestate());
    }

    Headers headers() {
        RecordHeaders headers = new RecordHeaders();
        put(headers, "traceparent", traceparent);
        put(headers, "tracestate", tracestate);
        return headers;
    }

    private static void put(RecordHeaders headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A header beyond {@link Limits} is no trace context and is not carried on. */
    private static String text(Header header) {
        return header == null || header.value() == null || header.value().length > Limits.LONGEST_NAME
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
