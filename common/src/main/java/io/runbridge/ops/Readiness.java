package io.runbridge.ops;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named conditions that must all hold before the service is ready. An outage of one platform is no condition: it must
 * not take a service out of rotation that serves the others. Any thread.
 */
public final class Readiness {

    /**
     * One condition.
     *
     * @param met whether it holds
     * @param reason why not, a short text for people free of secrets; empty if it holds
     */
    public record Condition(boolean met, String reason) {}

    private static final Condition MET = new Condition(true, "");

    private final Map<String, Condition> conditions = new ConcurrentHashMap<>();

    /** Says whether a condition holds; unknown names become new conditions. */
    public void set(String name, boolean met, String reason) {
        conditions.put(name, met ? MET : new Condition(false, Objects.requireNonNull(reason)));
    }

    /** The condition holds. */
    public void met(String name) {
        set(name, true, "");
    }

    /** The condition does not hold. */
    public void unmet(String name, String reason) {
        set(name, false, reason);
    }

    /** Whether every condition holds. */
    public boolean ready() {
        return conditions.values().stream().allMatch(Condition::met);
    }

    /** All conditions as they are now, by name. */
    public Map<String, Condition> conditions() {
        return new TreeMap<>(conditions);
    }
}
