package io.runbridge.config;

import java.util.regex.Pattern;

/** Decides what of a value may be shown. Pure, any thread. */
final class Masking {

    static final String MASK = "***";

    /** Words that mark a Kafka or registry setting as secret. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "password|passphrase|secret|token|credential|jaas|user\\.info|keystore\\.key|private|header",
            Pattern.CASE_INSENSITIVE);

    /** A URL may carry a password before its host. */
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]*@");

    private Masking() {}

    static String mask(SettingName name, String value) {
        if (value.isEmpty()) {
            return value;
        }
        return secret(name) ? MASK : USER_INFO.matcher(value).replaceAll("://" + MASK + "@");
    }

    private static boolean secret(SettingName name) {
        return name.pattern().type() == Secret.class
                || SECRET_NAME.matcher(name.freePart()).find();
    }
}
