package io.runbridge.secret;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a secret as events carry it, {@code vault://<vault>/<name>}. Holds nothing that is secret. Immutable, any
 * thread.
 */
public record SecretReference(String vault, String name) {

    /** What a reference looks like, a half sentence for people. */
    public static final String RULE =
            "must be a reference vault://<vault>/<name>, whose name has 1 to 127 letters, digits,"
                    + " hyphens, underscores and dots and begins with a letter or digit";

    private static final Pattern FORM =
            Pattern.compile("vault://([A-Za-z0-9-]{1,100})/([A-Za-z0-9][A-Za-z0-9._-]{0,126})");

    /** Reads a reference; empty if the text is none. */
    public static Optional<SecretReference> of(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new SecretReference(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "vault://" + vault + "/" + name;
    }
}
