package io.runbridge.poller.history;

import io.runbridge.platform.RunSurvey.Kind;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.util.List;

/** The ways in which platforms show their runs, with the words that each uses. */
enum Flavour {
    JOBS(
            JobType.DATABRICKS_JOB,
            Kind.ACTIVE_RUNS,
            true,
            List.of(
                    Word.working("QUEUED", Status.STARTING),
                    Word.working("PENDING", Status.STARTING),
                    Word.working("RUNNING", Status.RUNNING),
                    Word.unlisted("BLOCKED", Status.STARTING),
                    Word.unlisted("WAITING_FOR_RETRY", Status.RUNNING),
                    Word.working("TERMINATING", Status.RUNNING),
                    Word.working("DREAMING", Status.UNKNOWN)),
            List.of(
                    Word.end("TERMINATED/SUCCESS", Status.SUCCESS),
                    Word.end("TERMINATED/SUCCESS_WITH_FAILURES", Status.SUCCESS),
                    Word.end("TERMINATED/FAILED", Status.FAILED),
                    Word.end("TERMINATED/TIMEDOUT", Status.FAILED),
                    Word.end("TERMINATED/CANCELED", Status.CANCELLED),
                    Word.end("SKIPPED", Status.FAILED),
                    Word.end("INTERNAL_ERROR/FAILED", Status.FAILED))),
    UPDATES(
            JobType.DATABRICKS_PIPELINE,
            Kind.ACTIVE_RUNS,
            false,
            List.of(
                    Word.working("QUEUED", Status.STARTING),
                    Word.working("CREATED", Status.STARTING),
                    Word.working("WAITING_FOR_RESOURCES", Status.STARTING),
                    Word.working("INITIALIZING", Status.STARTING),
                    Word.working("RESETTING", Status.RUNNING),
                    Word.working("SETTING_UP_TABLES", Status.RUNNING),
                    Word.working("RUNNING", Status.RUNNING),
                    Word.working("STOPPING", Status.RUNNING),
                    Word.working("DREAMING", Status.UNKNOWN)),
            List.of(
                    Word.end("COMPLETED", Status.SUCCESS),
                    Word.end("FAILED", Status.FAILED),
                    Word.end("CANCELED", Status.CANCELLED))),
    PIPELINES(
            JobType.SYNAPSE_PIPELINE,
            Kind.CHANGES,
            true,
            List.of(
                    Word.working("Queued", Status.STARTING),
                    Word.working("InProgress", Status.RUNNING),
                    Word.working("Canceling", Status.RUNNING),
                    Word.working("Dreaming", Status.UNKNOWN)),
            List.of(
                    Word.end("Succeeded", Status.SUCCESS),
                    Word.end("Failed", Status.FAILED),
                    Word.end("Cancelled", Status.CANCELLED)));

    private final JobType jobType;
    private final Kind kind;
    private final boolean ranged;

    @SuppressWarnings("ImmutableEnumChecker") // they are made by List.of
    private final List<Word> working;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Word> ends;

    Flavour(JobType jobType, Kind kind, boolean ranged, List<Word> working, List<Word> ends) {
        this.jobType = jobType;
        this.kind = kind;
        this.ranged = ranged;
        this.working = working;
        this.ends = ends;
    }

    JobType jobType() {
        return jobType;
    }

    Kind kind() {
        return kind;
    }

    boolean ranged() {
        return ranged;
    }

    List<Word> working() {
        return working;
    }

    List<Word> ends() {
        return ends;
    }

    /** Whether an answer says itself when it was true. */
    boolean bearsItsTime() {
        return kind == Kind.CHANGES;
    }

    /** @param listed whether the list of active runs shows runs in that state */
    record Word(String word, Status status, boolean listed, boolean end) {

        static Word working(String word, Status status) {
            return new Word(word, status, true, false);
        }

        static Word unlisted(String word, Status status) {
            return new Word(word, status, false, false);
        }

        static Word end(String word, Status status) {
            return new Word(word, status, false, true);
        }
    }
}
