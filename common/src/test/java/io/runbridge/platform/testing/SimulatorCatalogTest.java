package io.runbridge.platform.testing;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.schemas.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The catalogues against the simulator, over TLS and with tokens of its own. */
class SimulatorCatalogTest {

    private static final Map<String, String> QUICK = Map.of("imports.per-second", "1000");

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN")
    void shouldFindEveryJobThroughAllPages(JobType jobType) {
        try (SimulatorSite site = SimulatorSite.encrypted(jobType, QUICK)) {
            List<String> defined = IntStream.range(0, 250)
                    .mapToObj(i -> site.job().define(site, i))
                    .toList();

            List<String> found = ids(site.catalog(), jobType);

            assertThat(found).doesNotHaveDuplicates().containsAll(defined).hasSizeBetween(251, 253);
        }
    }

    @Test
    void shouldReadAJobOfMoreTasksThanAPageShows() {
        try (SimulatorSite site = SimulatorSite.encrypted(JobType.DATABRICKS_WORKFLOW, QUICK)) {
            String tasks = IntStream.range(0, 150)
                    .mapToObj(i -> "{\"task_key\":\"t" + i
                            + "\",\"notebook_task\":{\"notebook_path\":\"/x\",\"base_parameters\":{\"p" + i
                            + "\":\"v\"}}}")
                    .collect(Collectors.joining(","));
            site.control(
                    "POST", "/jobs", "{\"job_id\":500,\"settings\":{\"name\":\"wide\",\"tasks\":[" + tasks + "]}}");

            FoundJob job = success(site.catalog().job("500"));

            assertThat(job.jobType()).isEqualTo(JobType.DATABRICKS_WORKFLOW);
            assertThat(job.parameters()).hasSize(150);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN")
    void shouldSayThatAJobIsNotThere(JobType jobType) {
        try (SimulatorSite site = SimulatorSite.encrypted(jobType, QUICK)) {
            assertThat(failure(site.catalog().job(site.job().known().unknownJob()))
                            .category())
                    .isEqualTo(FailureCategory.NOT_FOUND);
        }
    }

    private static List<String> ids(JobCatalog catalog, JobType jobType) {
        List<String> ids = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            JobPage page = success(catalog.page(token));
            page.jobs().stream()
                    .filter(job -> job.jobType() == jobType)
                    .map(FoundJob::externalId)
                    .forEach(ids::add);
            page.unread().stream()
                    .map(id -> success(catalog.job(id)))
                    .filter(job -> job.jobType() == jobType)
                    .map(FoundJob::externalId)
                    .forEach(ids::add);
            token = page.next();
        } while (token.isPresent());
        return ids;
    }
}
