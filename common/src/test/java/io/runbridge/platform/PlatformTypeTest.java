package io.runbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PlatformTypeTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN")
    void shouldRunEveryJobTypeOnOneTypeOfPlatform(JobType jobType) {
        // then
        assertThat(PlatformType.values())
                .filteredOn(type -> type.jobTypes().contains(jobType))
                .containsExactly(PlatformType.of(jobType).orElseThrow());
    }

    @Test
    void shouldRunNoUnknownJob() {
        // then
        assertThat(PlatformType.of(JobType.UNKNOWN)).isEmpty();
        assertThat(ParameterForm.of(JobType.UNKNOWN)).isEqualTo(ParameterForm.TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "SYNAPSE_PIPELINE,      true,  true,  true",
        "DATA_FACTORY_PIPELINE, true,  true,  true",
        "DATABRICKS_PIPELINE,   true,  false, false",
        "DATABRICKS_WORKFLOW,   false, false, false",
        "DATABRICKS_JOB,        false, false, false",
    })
    void shouldSayWhatAJobMakesOfParameters(JobType jobType, boolean typed, boolean anyCase, boolean keepsSecrets) {
        // given
        ParameterForm form = ParameterForm.of(jobType);

        // then
        assertThat(form.typed()).isEqualTo(typed);
        assertThat(form.anyCase()).isEqualTo(anyCase);
        assertThat(form.keepsSecrets()).isEqualTo(keepsSecrets);
    }

    @ParameterizedTest
    @CsvSource({
        "SYNAPSE,      false, true",
        "DATA_FACTORY, false, true",
        "DATABRICKS,   true,  false",
    })
    void shouldSayWhatMayBeConfigured(PlatformType type, boolean token, boolean correlation) {
        // then
        assertThat(type.takesAccessToken()).isEqualTo(token);
        assertThat(type.takesCorrelationParameter()).isEqualTo(correlation);
        assertThat(Arrays.asList(PlatformType.words(type::equals).split(" or ")))
                .containsExactly(type.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
