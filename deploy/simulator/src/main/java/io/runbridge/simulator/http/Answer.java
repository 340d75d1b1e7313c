package io.runbridge.simulator.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer before it is written. Any thread; immutable as long as nobody writes to the buffer. */
public record Answer(int status, Map<String, String> headers, Buffer body) {

    private static final String JSON = "application/json; charset=utf-8";

    /** An answer with a JSON body. */
    public static Answer json(int status, JsonObject body) {
        return new Answer(status, Map.of("Content-Type", JSON), body.toBuffer());
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), Buffer.buffer());
    }

    /** An answer with any text. */
    public static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), Buffer.buffer(body));
    }

    /** The same answer with one more header; a header that is there already stays. */
    public Answer with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same answer with more headers; those that are there already stay. */
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(headers);
        return new Answer(status, all, body);
    }
}
