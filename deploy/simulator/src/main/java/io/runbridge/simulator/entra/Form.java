package io.runbridge.simulator.entra;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.runbridge.simulator.http.Call;
import java.util.List;
import java.util.Map;

/** The fields of a posted form. Any thread; immutable. */
record Form(Map<String, List<String>> fields) {

    static Form of(Call call) {
        return new Form(new QueryStringDecoder(call.body().toString(), false).parameters());
    }

    /** The first value of a field; empty if it is missing. */
    String first(String name) {
        return fields.getOrDefault(name, List.of("")).get(0);
    }

    /** Refuses every grant but that of a client on its own behalf. */
    void checkGrant(Call call) {
        if (!first("grant_type").equals("client_credentials")) {
            throw call.refuse(
                    400,
                    "unsupported_grant_type/70003",
                    "The app requested an unsupported grant type '" + first("grant_type") + "'.");
        }
    }
}
