package io.runbridge.platform.testing;

import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Status;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class InMemoryAdapterContractTest {

    @Nested
    class SettledByListing extends AdapterContract {

        @Override
        protected Site open() {
            return new InMemorySite(Settlement.LISTING);
        }
    }

    @Nested
    class SettledByToken extends AdapterContract {

        @Override
        protected Site open() {
            return new InMemorySite(Settlement.TOKEN);
        }
    }

    private static final class InMemorySite implements AdapterContract.Site {

        private final InMemoryAdapter adapter;

        InMemorySite(Settlement settlement) {
            adapter = new InMemoryAdapter(JobType.SYNAPSE_PIPELINE, settlement, Clock.systemUTC());
        }

        @Override
        public RunAdapter adapter() {
            return adapter;
        }

        @Override
        public StartRun start(String requestId) {
            return new StartRun(
                    requestId, JobType.SYNAPSE_PIPELINE, "job", List.of(Starts.input("a", 1L)), Optional.empty());
        }

        @Override
        public RunRef unknownRun() {
            return new RunRef(JobType.SYNAPSE_PIPELINE, "job", "nobody");
        }

        @Override
        public int runs() {
            return adapter.runs().size();
        }

        @Override
        public void end(String runId) {
            adapter.report(runId, Status.SUCCESS, "Succeeded");
        }

        @Override
        public void failNextRun() {
            adapter.failNextRun();
        }

        @Override
        public void loseNextStart() {
            adapter.loseStartAnswer();
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    }
}
