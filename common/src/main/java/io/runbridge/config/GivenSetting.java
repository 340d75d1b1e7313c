package io.runbridge.config;

import java.util.Optional;

/**
 * A setting as it was given. Immutable, any thread; not for logs, the value may be secret.
 *
 * @param name which setting
 * @param value the text, placeholders already replaced
 * @param source where it came from
 * @param reference what was given in place of the value, where that came from a vault
 */
record GivenSetting(SettingName name, String value, String source, Optional<String> reference) {

    private static final String VAULT = "vault://";

    GivenSetting(SettingName name, String value, String source) {
        this(name, value, source, Optional.empty());
    }

    /** Whether it is a reference where a secret, or a setting of Kafka or the registry, belongs. */
    boolean refers() {
        return reference.isEmpty()
                && value.startsWith(VAULT)
                && (name.pattern().type() == Secret.class
                        || (name.pattern().open() && name.pattern().group().isEmpty()));
    }

    /** The same with the value behind its reference. */
    GivenSetting with(Secret secret) {
        return new GivenSetting(name, secret.reveal(), source, Optional.of(value));
    }

    /** The value as it may be shown. */
    String shown() {
        return reference.orElseGet(() -> Masking.mask(name, value));
    }

    @Override
    public String toString() {
        return name.key() + " = " + shown();
    }
}
