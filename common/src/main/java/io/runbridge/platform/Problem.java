package io.runbridge.platform;

/**
 * One thing wrong with a request. Immutable, any thread.
 *
 * @param code error code for events, e.g. {@code INVALID_PARAMETER}
 * @param field the field as the sender wrote it, e.g. {@code parameters[retries]}
 * @param rule the rule it breaks, a half sentence for people
 */
public record Problem(String code, String field, String rule) {

    @Override
    public String toString() {
        return field + " " + rule;
    }
}
