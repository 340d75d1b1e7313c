package io.runbridge.auth;

import io.runbridge.platform.FailureCategory;

/** A file that an identity needs is of no use as it is. Its text is ours, free of secrets; it has no cause. */
final class UnusableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureCategory category;

    /** @param text names the file and what is wrong with it; for people, not empty */
    UnusableFileException(FailureCategory category, String text) {
        super(text, null, false, false);
        this.category = category;
    }

    FailureCategory category() {
        return category;
    }
}
