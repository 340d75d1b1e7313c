package io.runbridge.trigger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.schemas.JobType;
import org.junit.jupiter.api.Test;

class JobKeyTest {

    @Test
    void shouldBeTheSameForAllSpellingsOfAName() {
        // then
        assertThat(JobKey.of(JobType.SYNAPSE_PIPELINE, "Ingest-Orders"))
                .isEqualTo(JobKey.of(JobType.SYNAPSE_PIPELINE, "ingest-orders"))
                .isNotEqualTo(JobKey.of(JobType.DATABRICKS_PIPELINE, "ingest-orders"));
    }
}
