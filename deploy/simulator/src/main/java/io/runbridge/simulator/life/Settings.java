package io.runbridge.simulator.life;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;

/** The current position of every {@link Setting}. Event loop only. */
public final class Settings {

    private final Map<Setting, Object> start;
    private final Map<Setting, Object> values;

    /** Starts with each setting's initial value, except for those given. */
    public Settings(Map<Setting, Object> overrides) {
        start = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            start.put(setting, setting.initial());
        }
        overrides.forEach((setting, value) -> start.put(setting, typed(setting, value)));
        values = new EnumMap<>(start);
    }

    /** The value of a numeric setting. */
    public long number(Setting setting) {
        return (Long) values.get(setting);
    }

    /** The value of a switch. */
    public boolean flag(Setting setting) {
        return (Boolean) values.get(setting);
    }

    /**
     * Changes the settings named; all or none.
     *
     * @throws IllegalArgumentException naming the first key or value that is not right
     */
    public void change(JsonObject changes) {
        Map<Setting, Object> wanted = new EnumMap<>(Setting.class);
        for (Map.Entry<String, Object> change : changes) {
            Setting setting = Setting.of(change.getKey())
                    .orElseThrow(() -> new IllegalArgumentException("There is no setting " + change.getKey()));
            wanted.put(setting, typed(setting, change.getValue()));
        }
        values.putAll(wanted);
    }

    /** Back to the values of the start. */
    public void reset() {
        values.putAll(start);
    }

    /** All settings by name. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        values.forEach((setting, value) -> json.put(setting.word(), value));
        return json;
    }

    private static Object typed(Setting setting, Object value) {
        if (setting.initial() instanceof Long && value instanceof Number number && number.longValue() >= 0) {
            return number.longValue();
        }
        if (setting.initial() instanceof Boolean && value instanceof Boolean) {
            return value;
        }
        String kind = setting.initial() instanceof Long ? "a number from 0" : "true or false";
        throw new IllegalArgumentException("Setting " + setting.word() + " takes " + kind + ", not " + value);
    }
}
