package io.runbridge.platform.http;

import io.runbridge.platform.FailureCategory;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** One row of a table of hints: which refusals it speaks of, and what people can do about them. Immutable, any thread. */
public final class Hint {

    private static final Pattern ANY = Pattern.compile("");

    private final FailureCategory category;
    private final Set<Operation> operations;
    private final IntPredicate status;
    private final Pattern said;
    private final String text;

    private Hint(FailureCategory category, Set<Operation> operations, IntPredicate status, Pattern said, String text) {
        this.category = category;
        this.operations = operations;
        this.status = status;
        this.said = said;
        this.text = text;
    }

    /**
     * A hint for all refusals of a category.
     *
     * @param text a sentence without full stop
     */
    public static Hint of(FailureCategory category, String text) {
        return new Hint(category, EnumSet.allOf(Operation.class), status -> true, ANY, text);
    }

    /** Narrows the row to these calls. */
    public Hint on(Operation first, Operation... more) {
        return new Hint(category, EnumSet.of(first, more), status, said, text);
    }

    /** Narrows the row to this HTTP status. */
    public Hint status(int only) {
        return new Hint(category, operations, actual -> actual == only, said, text);
    }

    /** Narrows the row to refusals in whose code and text, as {@code CODE: text}, the expression is found in any case. */
    public Hint said(String regex) {
        return new Hint(category, operations, status, Pattern.compile(regex, Pattern.CASE_INSENSITIVE), text);
    }

    boolean matches(Operation operation, FailureCategory actual, int httpStatus, PlatformError error) {
        return category == actual
                && operations.contains(operation)
                && status.test(httpStatus)
                && said.matcher(error.line()).find();
    }

    String text() {
        return text;
    }
}
