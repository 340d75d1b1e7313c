package io.runbridge.topic;

import io.runbridge.schemas.CancelOutcome;
import io.runbridge.schemas.CancelRequest;
import io.runbridge.schemas.DoubtDecision;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.RunActivity;
import io.runbridge.schemas.RunRequest;
import io.runbridge.schemas.RunStarted;
import io.runbridge.schemas.RunStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/** Every topic that Runbridge reads or writes, but for those that Streams makes itself. Immutable, any thread. */
@SuppressWarnings("ImmutableEnumChecker") // Avro's Schema is not declared immutable; nobody changes one after parsing
public enum Topics {
    /** Starts that others ask for; the broker's clock decides what is older than the de-duplication window. */
    RUN_REQUESTS("run-requests", Key.REQUEST_ID, RunRequest.getClassSchema(), kept(7), Trait.LEDGER, Trait.BROKER_TIME),
    CANCEL_REQUESTS("cancel-requests", Key.REQUEST_ID, CancelRequest.getClassSchema(), kept(7), Trait.LEDGER),
    IMPORT_REQUESTS("import-requests", Key.PLATFORM, ImportRequest.getClassSchema(), kept(7), Trait.LEDGER),
    DOUBT_DECISIONS("doubt-decisions", Key.REQUEST_ID, DoubtDecision.getClassSchema(), kept(7), Trait.LEDGER),
    RUN_STARTED("run-started", Key.REQUEST_ID, RunStarted.getClassSchema(), latestKept(90)),
    /** State of each run now; the ledger reads it back to learn how runs ended. */
    RUN_STATUS("run-status", Key.REQUEST_ID, RunStatus.getClassSchema(), latestKept(90), Trait.LEDGER),
    RUN_HISTORY("run-history", Key.REQUEST_ID, RunStatus.getClassSchema(), kept(90)),
    CANCEL_OUTCOMES("cancel-outcomes", Key.REQUEST_ID, CancelOutcome.getClassSchema(), kept(30)),
    /** What happened in runs that failed, told once. */
    RUN_ACTIVITIES("run-activities", Key.REQUEST_ID, RunActivity.getClassSchema(), kept(30)),
    /** The catalogue of jobs; a null value says that the job is gone. */
    JOBS("jobs", Key.JOB, Job.getClassSchema(), new Policy(TopicConfig.CLEANUP_POLICY_COMPACT, Optional.empty())),
    IMPORT_OUTCOMES("import-outcomes", Key.PLATFORM, ImportOutcome.getClassSchema(), kept(30)),
    /** Raw bytes of records that can never be processed, with the reason in headers. */
    DEAD_LETTERS("runbridge-dead-letters", Key.ORIGINAL, null, kept(30), Trait.LARGE),
    RUN_CLAIMS("run-claims", Key.REQUEST_ID, null, kept(7), Trait.LEDGER, Trait.INTERNAL, Trait.LARGE),
    RUN_COMMANDS("run-commands", Key.REQUEST_ID, null, kept(7), Trait.LEDGER, Trait.INTERNAL, Trait.LARGE),
    RUN_DOUBTS("run-doubts", Key.PLATFORM, null, kept(7), Trait.INTERNAL, Trait.LARGE),
    RUN_VERDICTS("run-verdicts", Key.REQUEST_ID, null, kept(7), Trait.LEDGER, Trait.INTERNAL, Trait.LARGE);

    /** What the key of a record is. */
    public enum Key {
        /** The requestId, equal to the value's field. */
        REQUEST_ID,
        /** Name of the platform. */
        PLATFORM,
        /** platform/jobType/externalId. */
        JOB,
        /** Whatever the original record had. */
        ORIGINAL
    }

    /** Longest record of a topic, bytes. */
    public static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    /** Longest record of topics that carry records of others with something added, as dead letters do, bytes. */
    public static final int MAX_LARGE_MESSAGE_BYTES = 4 * 1024 * 1024;

    private enum Trait {
        /** Input of the ledger, so partitioned like all its other inputs; or of a task that relies on the same number. */
        LEDGER,
        /** Read and written by Runbridge alone. */
        INTERNAL,
        /** The broker writes the time of the record, not its sender. */
        BROKER_TIME,
        /** Takes records up to {@link #MAX_LARGE_MESSAGE_BYTES}. */
        LARGE
    }

    private record Policy(String cleanup, Optional<Duration> retention) {}

    private final String topicName;
    private final Key key;
    private final Optional<Schema> valueSchema;
    private final Policy policy;
    private final Set<Trait> traits;

    Topics(String topicName, Key key, Schema valueSchema, Policy policy, Trait... traits) {
        this.topicName = topicName;
        this.key = key;
        this.valueSchema = Optional.ofNullable(valueSchema);
        this.policy = policy;
        this.traits = traits.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(traits));
    }

    private static Policy kept(int days) {
        return new Policy(TopicConfig.CLEANUP_POLICY_DELETE, Optional.of(Duration.ofDays(days)));
    }

    private static Policy latestKept(int days) {
        String both = TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE;
        return new Policy(both, Optional.of(Duration.ofDays(days)));
    }

    /** Names of all topics. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Topics::topicName).toList();
    }

    /** Topics with a value schema, whose subjects belong to the contract. */
    public static List<Topics> withSchema() {
        return Arrays.stream(values())
                .filter(topic -> topic.valueSchema.isPresent())
                .toList();
    }

    /** Topics that must all have the same number of partitions, so that a request meets its own cancel in one task. */
    public static Set<String> ledgerNames() {
        return Arrays.stream(values())
                .filter(Topics::ledger)
                .map(Topics::topicName)
                .collect(Collectors.toUnmodifiableSet());
    }

    public String topicName() {
        return topicName;
    }

    public Key key() {
        return key;
    }

    /** Schema of the value; empty where the value is not Avro of the contract. */
    public Optional<Schema> valueSchema() {
        return valueSchema;
    }

    /** Whether it is an input of the ledger. */
    public boolean ledger() {
        return traits.contains(Trait.LEDGER);
    }

    /** Whether only Runbridge reads and writes it. */
    public boolean internal() {
        return traits.contains(Trait.INTERNAL);
    }

    /** The topic's settings under Kafka's own names, as it is created; sorted. */
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, policy.cleanup());
        policy.retention()
                .ifPresent(time -> settings.put(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(time.toMillis())));
        int longest = traits.contains(Trait.LARGE) ? MAX_LARGE_MESSAGE_BYTES : MAX_MESSAGE_BYTES;
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(longest));
        settings.put(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                traits.contains(Trait.BROKER_TIME) ? "LogAppendTime" : "CreateTime");
        return settings;
    }
}
