package io.runbridge.platform.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Path and query of a call, built from fixed parts and checked ids. Everything variable is percent-encoded but for the
 * unreserved characters of RFC 3986. Immutable, any thread.
 */
public final class Target {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final String path;
    private final String query;

    private Target(String path, String query) {
        this.path = path;
        this.query = query;
    }

    /** A target with a fixed path, e.g. {@code /api/2.0/pipelines}; the text is taken as it is. */
    public static Target of(String path) {
        return new Target(path, "");
    }

    /** Adds fixed text to the path, e.g. {@code createRun}. */
    public Target fixed(String segment) {
        return new Target(path + "/" + segment, query);
    }

    /**
     * Adds an id to the path as one encoded segment.
     *
     * @throws IllegalArgumentException if the id breaks the rule
     */
    public Target id(IdRule rule, String id) {
        rule.problem(id).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return new Target(path + "/" + encode(id), query);
    }

    /** Adds a query parameter, encoded. */
    public Target with(String name, String value) {
        return new Target(path, query + (query.isEmpty() ? "?" : "&") + encode(name) + "=" + encode(value));
    }

    /**
     * The query of an address that a platform sent, as it is, in place of this one's; nothing else of the address counts.
     * Empty if it is no address with a query.
     */
    public Optional<Target> withQueryOf(String address) {
        try {
            return Optional.ofNullable(new URI(address).getRawQuery()).map(given -> new Target(path, "?" + given));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Path and query as they go on the wire. */
    String uri() {
        return path + query;
    }

    /** Percent-encodes all but the unreserved characters of RFC 3986, as UTF-8. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return uri();
    }
}
