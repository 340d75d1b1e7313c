package io.runbridge.simulator.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** Collects the rows of one platform's endpoint table; used while the server starts. */
public final class EndpointTable {

    private final String prefix;
    private final Dialect dialect;
    private final Guard guard;
    private final List<Endpoint> rows = new ArrayList<>();

    /** A table whose operations are all named {@code prefix.something} and share dialect and guard. */
    public EndpointTable(String prefix, Dialect dialect, Guard guard) {
        this.prefix = prefix;
        this.dialect = dialect;
        this.guard = guard;
    }

    /** Adds a GET row. */
    public EndpointTable get(String name, String path, Operation operation) {
        return add(HttpMethod.GET, name, path, operation);
    }

    /** Adds a POST row. */
    public EndpointTable post(String name, String path, Operation operation) {
        return add(HttpMethod.POST, name, path, operation);
    }

    /** Adds a row. */
    public EndpointTable add(HttpMethod method, String name, String path, Operation operation) {
        rows.add(new Endpoint(prefix + "." + name, method, path, dialect, guard, operation));
        return this;
    }

    /** The rows in the order they were added. */
    public List<Endpoint> rows() {
        return List.copyOf(rows);
    }
}
