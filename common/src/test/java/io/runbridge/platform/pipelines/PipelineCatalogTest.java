package io.runbridge.platform.pipelines;

import static io.runbridge.platform.testing.LocalPlatform.failure;
import static io.runbridge.platform.testing.LocalPlatform.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.runbridge.platform.FailureCategory;
import io.runbridge.platform.FoundJob;
import io.runbridge.platform.JobCatalog;
import io.runbridge.platform.JobPage;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.testing.LocalPlatform;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Skipped;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineCatalogTest {

    private LocalPlatform platform;

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void shouldListPipelinesAndTheirParameters() {
        // given
        JobCatalog catalog = catalog("{\"value\":[{\"name\":\"ingest orders\",\"properties\":{\"parameters\":"
                + "{\"since\":{\"type\":\"String\",\"defaultValue\":\"2026-01-01\"},\"mode\":{\"type\":\"string\"}}}},"
                + "{\"name\":\"plain\",\"properties\":{}},{\"name\":\"a/b\",\"properties\":{}}]}");

        // when
        JobPage page = success(catalog.page(Optional.empty()));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/pipelines?api-version=2020-12-01");
        assertThat(page.jobs())
                .extracting(FoundJob::jobType, FoundJob::externalId, FoundJob::name)
                .containsExactly(
                        tuple(JobType.SYNAPSE_PIPELINE, "ingest orders", "ingest orders"),
                        tuple(JobType.SYNAPSE_PIPELINE, "plain", "plain"));
        assertThat(page.jobs().get(0).parameters())
                .containsExactly(
                        new JobParameter("since", DataType.STRING, Direction.INPUT, "2026-01-01", true, false),
                        new JobParameter("mode", DataType.STRING, Direction.INPUT, null, true, true));
        assertThat(page.jobs().get(1).parameters()).isEmpty();
        assertThat(page.skipped()).extracting(Skipped::getExternalId).containsExactly("a/b");
        assertThat(page.skipped().get(0).getReason()).startsWith("its name must be a pipeline name");
        assertThat(page.unread()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    /** All seven types of the platform, and words that it may learn. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "String | \"a b\" | STRING | a b",
                "String | \"\" | STRING | ''",
                "Int | 7 | INT | 7",
                "Int | 9223372036854775807 | INT | 9223372036854775807",
                "Int | 9223372036854775808 | INT | 9223372036854775808",
                "int | 7 | INT | 7",
                "Float | 2.50 | FLOAT | 2.50",
                "Float | 2 | FLOAT | 2",
                "Bool | false | BOOL | false",
                "SecureString | \"not for you\" | SECRET |",
                "Object | {\"b\":[1,2.50]} | OBJECT | {\"b\":[1,2.50]}",
                "Array | [\"x\",null] | ARRAY | [\"x\",null]",
                "Array | null | ARRAY |",
                "Date | \"2026-01-01\" | UNKNOWN | 2026-01-01"
            })
    void shouldReadTypesAndDefaults(String word, String json, DataType type, String wanted) {
        // given
        JobCatalog catalog = catalog("{\"name\":\"p\",\"properties\":{\"parameters\":{\"x\":{\"type\":\"" + word
                + "\",\"defaultValue\":" + json + "}}}}");

        // when
        FoundJob job = success(catalog.job("p"));

        // then
        assertThat(platform.lastRequest().uri()).isEqualTo("/pipelines/p?api-version=2020-12-01");
        JobParameter parameter = job.parameters().get(0);
        assertThat(parameter.getDataType()).isEqualTo(type);
        assertThat(parameter.getForwarded()).isTrue();
        assertThat(
                        parameter.getDefault$() == null
                                ? null
                                : parameter.getDefault$().toString())
                .isEqualTo(wanted);
    }

    /** An address in an answer may lead anywhere; the token goes nowhere but to the configured endpoint. */
    @Test
    void shouldTakeOnlyTheQueryOfTheNextLink() {
        // given
        JobCatalog catalog = catalog("{\"value\":[],\"nextLink\":"
                + "\"https://elsewhere.test/other?api-version=2020-12-01&%24skiptoken=a%2Bb%3D\"}");
        JobPage first = success(catalog.page(Optional.empty()));

        // when
        success(catalog.page(first.next()));

        // then
        assertThat(platform.requests()).hasSize(2);
        assertThat(platform.lastRequest().uri()).isEqualTo("/pipelines?api-version=2020-12-01&%24skiptoken=a%2Bb%3D");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"value\":7}",
                "{\"value\":[],\"nextLink\":\"https://a b/?x\"}",
                "{\"value\":[]," + "\"nextLink\":\"https://lake.test/pipelines\"}"
            })
    void shouldNotTakeAnotherAnswerForAPage(String answer) {
        assertThat(failure(catalog(answer).page(Optional.empty())).category()).isEqualTo(FailureCategory.UNAVAILABLE);
    }

    @Test
    void shouldKnowWhatCanBeAName() {
        JobCatalog catalog = catalog("{}");

        assertThat(catalog.names("ingest orders")).isTrue();
        assertThat(catalog.names("a/b")).isFalse();
        assertThat(catalog.names("")).isFalse();
    }

    private JobCatalog catalog(String answer) {
        platform = new LocalPlatform(
                PlatformType.SYNAPSE, Map.of("imports.per-second", "1000"), request -> Reply.json(200, answer));
        return platform.catalog(JobType.SYNAPSE_PIPELINE);
    }
}
