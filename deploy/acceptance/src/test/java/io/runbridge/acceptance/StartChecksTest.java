package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service that could not keep its promises ends with exit code 4 and says what to do. */
@ExtendWith(StageExtension.class)
class StartChecksTest {
    private static final int REFUSED = 4;
    private static final String LEDGER_FORMAT = "runbridge-trigger-ledger-format-changelog";
    private static final String LEDGER = "runbridge-trigger-ledger-changelog";
    private static final String OPEN_RUNS = "runbridge-poller-open-runs-changelog";

    private Stage stage;

    /** One setting of each family, on topics of the contract, internal ones and changelogs. */
    private enum Broken {
        COMPACTED_CLAIMS("run-claims", "cleanup.policy", "compact", "delete"),
        FORGETFUL_REQUESTS(EventTopics.RUN_REQUESTS, "retention.ms", "60000", "604800000"),
        SENDERS_TIME(EventTopics.RUN_REQUESTS, "message.timestamp.type", "CreateTime", "LogAppendTime"),
        SHORT_DEAD_LETTERS(EventTopics.DEAD_LETTERS, "max.message.bytes", "1000", "4194304"),
        UNCLEAN_STATUS(EventTopics.RUN_STATUS, "unclean.leader.election.enable", "true", "false"),
        NO_QUORUM("run-verdicts", "min.insync.replicas", "2", "1"),
        FORGETFUL_LEDGER(LEDGER, "cleanup.policy", "delete", "compact");

        private final String topic;
        private final String setting;
        private final String bad;
        private final String good;

        Broken(String topic, String setting, String bad, String good) {
            this.topic = topic;
            this.setting = setting;
            this.bad = bad;
            this.good = good;
        }

        private String line() {
            return topic + ": " + setting + "=" + bad;
        }
    }

    @AfterEach
    void mend() throws Exception {
        stopBoth();
        for (Broken broken : Broken.values()) {
            stage.configureTopic(broken.topic, broken.setting, broken.good);
        }
        stage.configureTopic(OPEN_RUNS, "cleanup.policy", "compact");
    }

    @Test
    void shouldRefuseToStartOnTopicsThatBreakAPromise(Stage stage) throws Exception {
        this.stage = stage;
        stopBoth();
        for (Broken broken : Broken.values()) {
            stage.configureTopic(broken.topic, broken.setting, broken.bad);
        }

        String log = refusal(stage.trigger());

        for (Broken broken : Broken.values()) {
            assertThat(log).contains(broken.line()).contains("--add-config '" + broken.setting + "=");
        }
    }

    @Test
    void shouldRefuseOnItsOwnChangelogsOnly(Stage stage) throws Exception {
        this.stage = stage;
        stopBoth();
        stage.configureTopic(LEDGER, "cleanup.policy", "delete");
        stage.configureTopic(OPEN_RUNS, "cleanup.policy", "compact,delete");

        assertThat(refusal(stage.poller())).contains(OPEN_RUNS).doesNotContain(LEDGER);
        assertThat(refusal(stage.trigger())).contains(LEDGER).doesNotContain(OPEN_RUNS);
    }

    @Test
    void shouldRefuseStoresOfANewerVersion(Stage stage) throws Exception {
        this.stage = stage;
        stopBoth();
        writeFormat(99);

        assertThat(refusal(stage.trigger())).contains("have format 99, this version reads format 1");

        writeFormat(1);
        stage.trigger().start().awaitReady();
    }

    /** Starts it, waits for its end, and gives what it said meanwhile. */
    private static String refusal(LocalService service) throws Exception {
        long before = Files.size(service.process().log());
        service.start();
        assertThat(service.process().awaitEnd(Stage.LIMIT)).isEqualTo(REFUSED);
        byte[] log = Files.readAllBytes(service.process().log());
        String said = new String(log, (int) before, (int) (log.length - before), StandardCharsets.UTF_8);
        assertThat(said).contains("The start is refused");
        return said;
    }

    private void stopBoth() {
        stage.trigger().stop();
        stage.poller().stop();
    }

    /** As a service of that version would have it. */
    private void writeFormat(int version) throws Exception {
        try (KafkaProducer<String, Integer> producer = new KafkaProducer<>(
                stage.cluster().client().producer(), new StringSerializer(), new IntegerSerializer())) {
            int partitions = producer.partitionsFor(LEDGER_FORMAT).size();
            for (int partition = 0; partition < partitions; partition++) {
                producer.send(new ProducerRecord<>(LEDGER_FORMAT, partition, "format", version))
                        .get();
            }
        }
    }
}
