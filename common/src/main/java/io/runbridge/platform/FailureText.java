package io.runbridge.platform;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which text says why a run failed. A platform's text about the run may only point elsewhere or name what failed, while
 * one of its activities says why. Pure functions, any thread.
 */
public final class FailureText {

    private static final int MAX_LENGTH = 4_000;

    /** Points elsewhere. Fact: what Databricks' own test server records, alone and within the text about a run. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("Workload failed, see run output for details", Pattern.CASE_INSENSITIVE);

    /** Says what failed and not why. */
    private static final Pattern BARE = Pattern.compile(
            "(Task|Operation on target) .{1,300} failed[.:]?\\s*(This caused all downstream tasks to get skipped\\.?\\s*)?");

    private FailureText() {}

    /** Whether the text says why something failed. */
    public static boolean telling(String text) {
        return !text.isBlank()
                && !ELSEWHERE.matcher(text).find()
                && !BARE.matcher(text).matches();
    }

    /**
     * What is said about a failure: the platform's own text where it tells why, else with the cause in it.
     *
     * @param said about the whole by the platform
     * @param cause the first error within it
     * @return at most 4,000 characters
     */
    public static Optional<String> of(Optional<String> said, Optional<String> cause) {
        String own = said.filter(text -> !text.isBlank()).orElse("");
        String why = cause.filter(text -> !text.isBlank()).orElse("");
        String text = why.isEmpty() || telling(own) ? own : joined(own, why);
        return Optional.of(text).filter(t -> !t.isEmpty()).map(t -> PlatformText.passable(t, MAX_LENGTH));
    }

    private static String joined(String own, String why) {
        Matcher pointer = ELSEWHERE.matcher(own);
        if (!pointer.find()) {
            return (own.strip() + " " + why).strip();
        }
        String rest = own.substring(pointer.end());
        String cause = rest.startsWith(".") && why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
        return own.substring(0, pointer.start()) + cause + rest;
    }

    /** The text of the activity that failed first and says why: an inner one ends before those that failed by it. */
    public static Optional<String> cause(List<Activity> activities) {
        return activities.stream()
                .filter(activity -> activity.failed()
                        && activity.message().filter(FailureText::telling).isPresent())
                .min(Comparator.comparing(activity -> activity.endTime().orElse(Instant.MAX)))
                .flatMap(Activity::message);
    }
}
