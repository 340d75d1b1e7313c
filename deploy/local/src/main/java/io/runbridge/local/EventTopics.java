package io.runbridge.local;

import java.util.List;

/** Names of the topics that a user of the contract meets. */
public final class EventTopics {
    public static final String RUN_REQUESTS = "run-requests";
    public static final String CANCEL_REQUESTS = "cancel-requests";
    public static final String IMPORT_REQUESTS = "import-requests";
    public static final String DOUBT_DECISIONS = "doubt-decisions";
    public static final String RUN_STARTED = "run-started";
    public static final String RUN_STATUS = "run-status";
    public static final String RUN_HISTORY = "run-history";
    public static final String RUN_ACTIVITIES = "run-activities";
    public static final String CANCEL_OUTCOMES = "cancel-outcomes";
    public static final String JOBS = "jobs";
    public static final String IMPORT_OUTCOMES = "import-outcomes";
    public static final String DEAD_LETTERS = "runbridge-dead-letters";

    /** Those that an observer reads. */
    public static final List<String> ALL = List.of(
            RUN_REQUESTS,
            CANCEL_REQUESTS,
            IMPORT_REQUESTS,
            RUN_STARTED,
            RUN_STATUS,
            RUN_HISTORY,
            RUN_ACTIVITIES,
            CANCEL_OUTCOMES,
            JOBS,
            IMPORT_OUTCOMES,
            DEAD_LETTERS);

    private EventTopics() {}
}
