package io.runbridge.streams;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * W3C trace context that a request carries to every event about it, in the headers of its standard. Immutable, any
 * thread.
 *
 * @param traceparent null if there is none
 * @param tracestate null if there is none
 */
public record TraceContext(String traceparent, String tracestate) {

    /** A longer header, in bytes, is no trace context and is not carried on. */
    private static final int LONGEST = 1_000;

    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    /** What a record's headers say. */
    public static TraceContext from(Headers headers) {
        return new TraceContext(text(headers.lastHeader(TRACEPARENT)), text(headers.lastHeader(TRACESTATE)));
    }

    /** Headers for a record about the request. */
    public Headers headers() {
        RecordHeaders headers = new RecordHeaders();
        put(headers, TRACEPARENT, traceparent);
        put(headers, TRACESTATE, tracestate);
        return headers;
    }

    private static void put(RecordHeaders headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Header header) {
        return header == null || header.value() == null || header.value().length > LONGEST
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
