package io.runbridge.trigger.model;

import io.runbridge.schemas.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What components say to each other besides the records of production: claims, doubts, echoes and findings. */
final class Words {

    /** How a start call ended for the task that made it; SWALLOWED is an answer that never reaches it. */
    enum End {
        STARTED,
        LOST,
        NOT_EXECUTED,
        REFUSED,
        SWALLOWED
    }

    /** From the net to a partition's completion queue. */
    record Answered(String claim, End end, String runId) {}

    /** From a partition to the net: a start call leaves. */
    record Sent(String claim, int incarnation, boolean late) {}

    /** From a partition to the net: nobody waits for this incarnation's calls any more. */
    record Gone(int partition, int incarnation) {}

    /**
     * From the net to the doubt task.
     *
     * @param runs all there are
     * @param young those that are not judged yet, where age decides
     * @param underWay claims with a call that may still land
     * @param early whether no doubt has reached its settle time, even if its call is over
     */
    record Listing(Set<String> runs, Set<String> young, Set<String> underWay, boolean early) {}

    /** From the net to a partition: the step happens only if the owners have committed what they know about the runs. */
    record HaveSpoken(Set<String> claims) {}

    /** From the net to run-doubts: the step happens only if nothing that was committed is still on its way. */
    enum HaveArrived {
        ALL
    }

    /** From a partition to the world: run-started. */
    record RunStarted(String requestId, String runId) {}

    /** From a partition to the world: a cancel's final outcome. */
    record Final(String requestId, Outcome outcome) {}

    /** What the world allows only so often. */
    enum Fault {
        CRASH,
        SWALLOW,
        REPEAT
    }

    /** What a partition reads besides findings. */
    enum Notice {
        BARRIER,
        CANCEL,
        RUN_ENDED,
        /** The doubt task has forgotten its round: its barriers and echoes do not count any more. */
        ROUND_OVER
    }

    /** The list with another element behind it. */
    static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    private Words() {}
}
