package io.runbridge.platform.testing;

import io.runbridge.schemas.JobType;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** The real adapters against the simulator: over TLS with Entra ID, and over plain HTTP. */
class SimulatorContractTest {

    @Nested
    class SynapsePipeline extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.encrypted(JobType.SYNAPSE_PIPELINE, Map.of());
        }
    }

    @Nested
    class SynapsePipelineWithoutTls extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.plain(JobType.SYNAPSE_PIPELINE);
        }
    }

    @Nested
    class DataFactoryPipeline extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.encrypted(JobType.DATA_FACTORY_PIPELINE, Map.of());
        }
    }

    @Nested
    class DataFactoryPipelineWithoutTls extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.plain(JobType.DATA_FACTORY_PIPELINE);
        }
    }

    @Nested
    class DatabricksPipeline extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.encrypted(JobType.DATABRICKS_PIPELINE, Map.of());
        }
    }

    @Nested
    class DatabricksPipelineWhereOneUpdateCanBeStopped extends AdapterContract {

        @Override
        protected Site open() {
            SimulatorSite site = SimulatorSite.plain(JobType.DATABRICKS_PIPELINE);
            site.settings("{\"updateStopExists\":true}");
            return site;
        }
    }

    @Nested
    class DatabricksWorkflow extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.encrypted(JobType.DATABRICKS_WORKFLOW, Map.of());
        }
    }

    @Nested
    class DatabricksJob extends AdapterContract {

        @Override
        protected Site open() {
            return SimulatorSite.plain(JobType.DATABRICKS_JOB);
        }
    }
}
