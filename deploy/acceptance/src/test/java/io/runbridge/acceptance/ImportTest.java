package io.runbridge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.runbridge.local.Event;
import io.runbridge.local.EventTopics;
import io.runbridge.local.LocalCluster;
import io.runbridge.schemas.ImportOutcome;
import io.runbridge.schemas.ImportRequest;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Job definitions become records, once, and only what changed is written again. */
@ExtendWith(StageExtension.class)
class ImportTest {

    private static final int JOBS = 1_200;
    private static final int PIPELINES = 500;
    private static final int SYNAPSE = 300;

    private final Map<String, Runnable> undefine = new HashMap<>();

    @AfterEach
    void undefine() {
        undefine.values().forEach(Runnable::run);
    }

    @Test
    void shouldImportTwoThousandJobsAndThenOnlyChanges(Stage stage) {
        define(stage);
        int atFirst = jobRecords(stage).size();

        ImportOutcome first = imported(stage, "first", LocalCluster.DATABRICKS);
        ImportOutcome synapse = imported(stage, "first", LocalCluster.SYNAPSE);
        assertThat(first.getWritten()).isBetween(JOBS + PIPELINES, first.getFound());
        assertThat(synapse.getWritten()).isBetween(SYNAPSE, synapse.getFound());
        int before = atFirst + first.getWritten() + synapse.getWritten();
        awaitJobs(stage, before);
        assertThat(job(stage, LocalCluster.DATABRICKS, JobType.DATABRICKS_WORKFLOW, "10000")
                        .getParameters())
                .extracting(parameter ->
                        parameter.getName() + " " + parameter.getDataType() + " " + parameter.getForwarded())
                .containsExactly("batch INT true", "table STRING false");

        assertThat(imported(stage, "second", LocalCluster.DATABRICKS).getWritten())
                .isZero();
        assertThat(imported(stage, "second", LocalCluster.SYNAPSE).getWritten()).isZero();

        stage.simulator().define("jobs", jobDefinition(3, "changed"));
        undefine.remove("10004").run();
        ImportOutcome changed = imported(stage, "changed", LocalCluster.DATABRICKS);
        assertThat(changed.getWritten()).isEqualTo(1);
        assertThat(changed.getRemoved()).isEqualTo(1);
        awaitJobs(stage, before + 2);
        List<Event> records = jobRecords(stage);
        assertThat(records.subList(before, before + 2))
                .extracting(Event::key, event -> event.value().isPresent())
                .containsExactlyInAnyOrder(
                        tuple(key(LocalCluster.DATABRICKS, JobType.DATABRICKS_WORKFLOW, "10003"), true),
                        tuple(key(LocalCluster.DATABRICKS, JobType.DATABRICKS_WORKFLOW, "10004"), false));
    }

    /** Clients of librdkafka place keys elsewhere. */
    @Test
    void shouldImportOneJobWhereverItsRequestLies(Stage stage) {
        ImportRequest request = ImportRequest.newBuilder(request(LocalCluster.SYNAPSE))
                .setExternalId("ingest-orders")
                .build();
        int begin = outcomes(stage, LocalCluster.SYNAPSE).size();
        byte[] value = stage.sender().bytes(EventTopics.IMPORT_REQUESTS, request);
        int partitions = stage.sender().partitions(EventTopics.IMPORT_REQUESTS);

        IntStream.range(0, partitions).forEach(partition -> stage.sender()
                .send(new ProducerRecord<>(EventTopics.IMPORT_REQUESTS, partition, LocalCluster.SYNAPSE, value)));

        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(outcomes(stage, LocalCluster.SYNAPSE))
                .hasSizeGreaterThan(begin)
                .allSatisfy(outcome -> assertThat(outcome.getError()).isNull()));
        assertThat(job(stage, LocalCluster.SYNAPSE, JobType.SYNAPSE_PIPELINE, "ingest-orders")
                        .getParameters())
                .extracting(parameter ->
                        parameter.getName() + " " + parameter.getDataType() + " " + parameter.getDefault$())
                .containsExactly("retries INT 3", "dryRun BOOL false", "since STRING 2026-01-01", "apiKey SECRET null");
    }

    @Test
    void shouldAnswerAnImportOfAnUnknownPlatform(Stage stage) {
        stage.sender().send(EventTopics.IMPORT_REQUESTS, "nowhere", request("nowhere"));

        await().atMost(Stage.LIMIT)
                .untilAsserted(() -> assertThat(outcomes(stage, "nowhere")).hasSize(1));
        assertThat(outcomes(stage, "nowhere").get(0).getError().getMessage())
                .contains("platform must be one of [databricks-local, factory-local, synapse-local]");
    }

    private void define(Stage stage) {
        for (int i = 0; i < JOBS; i++) {
            String id = Integer.toString(10_000 + i);
            stage.simulator().define("jobs", jobDefinition(i, "t"));
            undefine.put(id, () -> stage.simulator().undefine("jobs", id));
        }
        for (int i = 0; i < PIPELINES; i++) {
            String id = String.format("c1b2c3d4-0000-4000-8000-%012d", i);
            stage.simulator().define("pipelines", Map.of("pipeline_id", id));
            undefine.put(id, () -> stage.simulator().undefine("pipelines", id));
        }
        for (int i = 0; i < SYNAPSE; i++) {
            String name = "imported-" + i;
            stage.simulator()
                    .define(
                            "synapse/pipelines",
                            Map.of("name", name, "parameters", Map.of("n", Map.of("type", "Int", "defaultValue", i))));
            undefine.put(name, () -> stage.simulator().undefine("synapse/pipelines", name));
        }
    }

    /** Every other one shows its parameters in the list already, every third has one task. */
    private static Map<String, Object> jobDefinition(int i, String table) {
        List<Map<String, Object>> tasks = IntStream.range(0, i % 3 == 2 ? 1 : 2)
                .mapToObj(t -> Map.<String, Object>of(
                        "task_key",
                        "t" + t,
                        "notebook_task",
                        Map.of("notebook_path", "/x", "base_parameters", Map.of("table", table))))
                .toList();
        Map<String, Object> settings = new HashMap<>(Map.of("name", "imported-" + i, "tasks", tasks));
        if (i % 2 == 0) {
            settings.put("parameters", List.of(Map.of("name", "batch", "default", Integer.toString(i))));
        }
        return Map.of("job_id", 10_000 + i, "settings", settings);
    }

    private static ImportOutcome imported(Stage stage, String what, String platform) {
        Map<String, Long> callsBefore = calls(stage);
        int begin = outcomes(stage, platform).size();
        stage.sender().send(EventTopics.IMPORT_REQUESTS, platform, request(platform));
        await().atMost(Stage.LIMIT)
                .untilAsserted(() -> assertThat(outcomes(stage, platform)).hasSize(begin + 1));
        ImportOutcome outcome = outcomes(stage, platform).get(begin);
        Map<String, Long> calls = calls(stage);
        calls.replaceAll((operation, count) -> count - callsBefore.getOrDefault(operation, 0L));
        calls.values().removeIf(count -> count == 0);
        System.out.printf(
                "%s import of %s: %d found, %d written, %d removed in %d ms with the calls %s%n",
                what,
                platform,
                outcome.getFound(),
                outcome.getWritten(),
                outcome.getRemoved(),
                outcome.getDurationMillis(),
                calls);
        assertThat(outcome.getError()).isNull();
        assertThat(outcome.getSkipped()).isEmpty();
        return outcome;
    }

    private static Map<String, Long> calls(Stage stage) {
        return stage.simulator().calls().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().received()));
    }

    private static List<ImportOutcome> outcomes(Stage stage, String platform) {
        return stage.log().values(EventTopics.IMPORT_OUTCOMES, platform, ImportOutcome.class).stream()
                .filter(outcome -> !outcome.getRunning())
                .toList();
    }

    private static List<Event> jobRecords(Stage stage) {
        return stage.log().events().stream()
                .filter(event -> event.topic().equals(EventTopics.JOBS))
                .toList();
    }

    /** Jobs and outcome are written in one transaction, but read one after the other. */
    private static void awaitJobs(Stage stage, int atLeast) {
        await().atMost(Stage.LIMIT)
                .untilAsserted(() -> assertThat(jobRecords(stage)).hasSizeGreaterThanOrEqualTo(atLeast));
    }

    private static Job job(Stage stage, String platform, JobType jobType, String externalId) {
        String key = key(platform, jobType, externalId);
        await().atMost(Stage.LIMIT).untilAsserted(() -> assertThat(stage.log().values(EventTopics.JOBS, key, Job.class))
                .isNotEmpty());
        List<Job> all = stage.log().values(EventTopics.JOBS, key, Job.class);
        return all.get(all.size() - 1);
    }

    private static String key(String platform, JobType jobType, String externalId) {
        return platform + "/" + jobType + "/" + externalId;
    }

    private static ImportRequest request(String platform) {
        return ImportRequest.newBuilder()
                .setPlatform(platform)
                .setRequestedAt(Instant.now())
                .build();
    }
}
