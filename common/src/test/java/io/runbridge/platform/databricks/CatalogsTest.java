package io.runbridge.platform.databricks;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogsTest {

    private static final String ID = "a1b2c3d4-0000-4000-8000-000000000001";

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldListJobsAndReadOnesThatAreNotShownWhole() {
        // given
        JobCatalog catalog = jobs("{\"jobs\":["
                + "{\"job_id\":9223372036854775807,\"settings\":{\"name\":\"flow\",\"parameters\":[{\"name\":\"date\","
                + "\"default\":\"2026-01-01\"}],\"tasks\":[{\"task_key\":\"a\"},{\"task_key\":\"b\"}]}},"
                + "{\"job_id\":7,\"settings\":{\"name\":\"bare\",\"tasks\":[{\"task_key\":\"a\"}]}},"
                + "{\"job_id\":8,\"has_more\":true,\"settings\":{\"parameters\":[{\"name\":\"x\",\"default\":\"\"}]}},"
                + "{\"job_id\":\"none\"},{}],\"next_page_token\":\"more\"}");

        // when
        JobPage page = success(catalog.page(Optional.of("a&b")));

        // then
        assertThat(platform.lastRequest().uri())
                .isEqualTo("/api/2.2/jobs/list?limit=100&expand_tasks=true&page_token=a%26b");
        assertThat(page.jobs())
                .containsExactly(new FoundJob(
                        JobType.DATABRICKS_WORKFLOW,
                        "9223372036854775807",
                        "flow",
                        List.of(new JobParameter(
                                "date", DataType.STRING, Direction.INPUT, "2026-01-01", true, false))));
        assertThat(page.unread()).containsExactly("7", "8");
        assertThat(page.next()).contains("more");
    }

    @Test
    void shouldReadAllPagesOfAJob() {
        // given
        JobCatalog catalog = catalog(
                JobType.DATABRICKS_JOB,
                request -> Reply.json(
                        200,
                        request.uri().contains("page_token")
                                ? "{\"job_id\":7,\"settings\":{\"name\":\"long\",\"tasks\":[{\"task_key\":\"z\","
                                        + "\"notebook_task\":{\"base_parameters\":{\"table\":\"late\",\"day\":\"1\"}}}],"
                                        + "\"parameters\":[{\"name\":\"p2\",\"default\":\"true\"}]}}"
                                : "{\"job_id\":7,\"settings\":{\"name\":\"long\",\"tasks\":[{\"task_key\":\"a\","
                                        + "\"notebook_task\":{\"base_parameters\":{\"table\":\"t\",\"p2\":\"no\"}}}],"
                                        + "\"parameters\":[{\"name\":\"p1\",\"default\":\"3\"}]},"
                                        + "\"next_page_token\":\"100\"}"));

        // when
        FoundJob job = success(catalog.job("7"));

        // then
        assertThat(platform.requests())
                .extracting(Request::uri)
                .containsExactly("/api/2.2/jobs/get?job_id=7", "/api/2.2/jobs/get?job_id=7&page_token=100");
        assertThat(job.jobType()).isEqualTo(JobType.DATABRICKS_WORKFLOW);
        assertThat(job.parameters())
                .containsExactly(
                        new JobParameter("p1", DataType.INT, Direction.INPUT, 3L, true, false),
                        new JobParameter("p2", DataType.BOOL, Direction.INPUT, true, true, false),
                        new JobParameter("table", DataType.STRING, Direction.INPUT, "t", false, false),
                        new JobParameter("day", DataType.INT, Direction.INPUT, 1L, false, false));
    }

    @Test
    void shouldCallAJobOfOneTaskAJob() {
        JobCatalog catalog = jobs("{\"job_id\":7,\"settings\":{\"tasks\":[{\"task_key\":\"a\"}]}}");

        FoundJob job = success(catalog.job("7"));

        assertThat(job.jobType()).isEqualTo(JobType.DATABRICKS_JOB);
        assertThat(job.name()).isEqualTo("7");
    }

    @Test
    void shouldNotReadAJobForEver() {
        JobCatalog catalog = jobs("{\"job_id\":7,\"settings\":{},\"next_page_token\":\"again\"}");

        assertThat(failure(catalog.job("7")).message()).contains("does not end");
        assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void shouldListPipelinesAndReadEach() {
        JobCatalog catalog = pipelines("{\"statuses\":[{\"pipeline_id\":\"" + ID
                + "\",\"name\":\"x\"},{\"pipeline_id\":\"a/b\"},{}],\"next_page_token\":\"more\"}");

        JobPage page = success(catalog.page(Optional.empty()));

        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.0/pipelines?max_results=100");
        assertThat(page.unread()).containsExactly(ID);
        assertThat(page.jobs()).isEmpty();
        assertThat(page.next()).contains("more");
    }

    /** The three switches are fields of the specification; its configuration may name them as well. */
    @Test
    void shouldShowWhatCanBeRunWithForReference() {
        // given
        JobCatalog catalog = pipelines("{\"pipeline_id\":\"" + ID + "\",\"name\":\"orders\",\"spec\":{"
                + "\"continuous\":false,\"development\":true,\"edition\":\"ADVANCED\",\"configuration\":{"
                + "\"custom.source\":\"orders\",\"spark.sql.shuffle.partitions\":\"8\",\"photon\":\"true\","
                + "\"continuous\":\"true\",\"pipelines.trigger.interval\":\"1 hour\",\"customer\":\"x\"}}}");

        // when
        FoundJob job = success(catalog.job(ID));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/api/2.0/pipelines/" + ID);
        assertThat(job.jobType()).isEqualTo(JobType.DATABRICKS_PIPELINE);
        assertThat(job.name()).isEqualTo("orders");
        assertThat(job.parameters())
                .containsExactly(
                        new JobParameter("full_refresh", DataType.BOOL, Direction.INPUT, false, true, false),
                        new JobParameter("refresh_selection", DataType.ARRAY, Direction.INPUT, null, true, false),
                        new JobParameter("full_refresh_selection", DataType.ARRAY, Direction.INPUT, null, true, false),
                        new JobParameter(
                                "reset_checkpoint_selection", DataType.ARRAY, Direction.INPUT, null, true, false),
                        new JobParameter("continuous", DataType.BOOL, Direction.INPUT, false, false, false),
                        new JobParameter("development", DataType.BOOL, Direction.INPUT, true, false, false),
                        new JobParameter("custom.source", DataType.STRING, Direction.INPUT, "orders", false, false),
                        new JobParameter(
                                "spark.sql.shuffle.partitions", DataType.INT, Direction.INPUT, 8L, false, false),
                        new JobParameter("photon", DataType.BOOL, Direction.INPUT, true, false, false));
    }

    /** Everything is text there, so a guess must not change it: a value that would come back otherwise stays text. */
    @ParameterizedTest
    @CsvSource({
        "7, INT",
        "-7, INT",
        "0, INT",
        "9223372036854775807, INT",
        "9223372036854775808, STRING",
        "007, STRING",
        "+7, STRING",
        "-0, STRING",
        "2.5, FLOAT",
        "0.1, FLOAT",
        "2., STRING",
        ".5, STRING",
        "1e3, STRING",
        "0.12345678901234567, STRING",
        "true, BOOL",
        "false, BOOL",
        "True, STRING",
        "'', STRING",
        "2026-01-01, STRING",
        "NaN, STRING"
    })
    void shouldGuessATypeFromADefault(String text, DataType type) {
        platform = new LocalPlatform(PlatformType.DATABRICKS, Map.of(), request -> Reply.json(200, "{}"));

        GuessedValue guess = GuessedValue.of(text);

        assertThat(guess.type()).isEqualTo(type);
        assertThat(guess.value().toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"error_code\":\"X\"}", "{\"jobs\":7}"})
    void shouldNotTakeAnotherAnswerForAPageOfJobs(String answer) {
        assertThat(failure(jobs(answer).page(Optional.empty())).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldTakeAPageWithoutJobsForAnEmptyOne() {
        assertThat(success(jobs("{\"has_more\":false}").page(Optional.empty())).unread())
                .isEmpty();
    }

    @Test
    void shouldTellIdsOfJobsFromIdsOfPipelines() {
        JobCatalog jobs = jobs("{}");
        JobCatalog pipelines = platform.catalog(JobType.DATABRICKS_PIPELINE);

        assertThat(jobs.names("42")).isTrue();
        assertThat(jobs.names(ID)).isFalse();
        assertThat(pipelines.names(ID)).isTrue();
        assertThat(pipelines.names("42")).isFalse();
        assertThat(pipelines.names("a/b")).isFalse();
    }

    private JobCatalog jobs(String answer) {
        return catalog(JobType.DATABRICKS_JOB, request -> Reply.json(200, answer));
    }

    private JobCatalog pipelines(String answer) {
        return catalog(JobType.DATABRICKS_PIPELINE, request -> Reply.json(200, answer));
    }

    private JobCatalog catalog(JobType jobType, Function<Request, Reply> answers) {
        platform = new LocalPlatform(PlatformType.DATABRICKS, Map.of("imports.per-second", "1000"), answers);
        return platform.catalog(jobType);
    }
}
