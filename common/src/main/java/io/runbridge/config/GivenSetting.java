package io.runbridge.config;

/**
 * A setting as it was given. Immutable, any thread; not for logs, the value may be secret.
 *
 * @param name which setting
 * @param value the text, placeholders already replaced
 * @param source where it came from
 */
record GivenSetting(SettingName name, String value, String source) {

    /** The value as it may be shown. */
    String shown() {
        return Masking.mask(name, value);
    }

    @Override
    public String toString() {
        return name.key() + " = " + shown();
    }
}
