package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is published of a run is what its platform showed: it exists, it is of the request's kind, its words are the
 * platform's, and its end is the platform's end. Pure, any thread.
 */
final class StatusIsTrue {

    /** Published where a platform's answer had no word at all; never an end. */
    private static final String NO_WORD = "(missing)";

    private final Ledgers ledgers;
    private final Map<String, Run> runs;
    private final List<Breach> breaches = new ArrayList<>();

    private StatusIsTrue(Ledgers ledgers) {
        this.ledgers = ledgers;
        this.runs = ledgers.runsById();
    }

    static List<Breach> breaches(Ledgers ledgers) {
        StatusIsTrue rule = new StatusIsTrue(ledgers);
        ledgers.asked().forEach(rule::check);
        return rule.breaches;
    }

    private void check(Asked asked) {
        Told told = ledgers.of(asked.requestId());
        for (RunStarted started : told.started()) {
            Run run = runs.get(started.getRunId());
            if (run == null) {
                wrong(asked, "its run " + started.getRunId() + " does not exist on the platform");
            } else if (!run.group().equals(asked.group())) {
                wrong(asked, "its run " + started.getRunId() + " is of " + run.group());
            } else {
                words(asked, told, run);
                end(asked, told, run);
            }
        }
    }

    private void words(Asked asked, Told told, Run run) {
        PlatformWords words = PlatformWords.of(asked.jobType());
        for (RunStatus status : told.history()) {
            String word = status.getPlatformStatus();
            boolean shown = word == null || words.shown(word, run) || (word.equals(NO_WORD) && !status.getTerminal());
            if (!shown) {
                wrong(asked, "it shows " + word + ", but its run is " + run.state() + " and never showed that");
            }
        }
    }

    private void end(Asked asked, Told told, Run run) {
        if (!told.ended()) {
            if (run.ended()) {
                wrong(asked, "its run is " + run.state() + ", but no end was published");
            }
            return;
        }
        RunStatus last = told.last().orElseThrow();
        if (!run.ended()
                || last.getStatus() != PlatformWords.of(asked.jobType()).ends().get(run.state())) {
            wrong(asked, "it ended " + last.getStatus() + ", but its run is " + run.state());
        }
    }

    private void wrong(Asked asked, String what) {
        breaches.add(Breach.of(Breach.Kind.WRONG_STATUS, asked.requestId(), what));
    }
}
