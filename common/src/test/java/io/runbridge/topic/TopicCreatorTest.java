package io.runbridge.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.ops.StartRefusedException;
import io.runbridge.ops.StopSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** What needs no broker; the rest is in the acceptance suite. */
class TopicCreatorTest {

    private final StopSignal stop = new StopSignal();
    private final List<String> reasons = new ArrayList<>();

    @Test
    void shouldWaitWhileTheBrokerIsAwayUntilItIsStopped() {
        TopicCreator creator = failing(new TimeoutException("no node answered"));

        assertThat(creator.run(this::stopAfterFirst)).isEmpty();
        assertThat(reasons).singleElement().asString().contains("no node answered");
    }

    @Test
    void shouldWaitForANameThatCannotBeResolvedYet() {
        KafkaException unresolved = new KafkaException(
                "Failed to create new KafkaAdminClient",
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));

        assertThat(failing(unresolved).run(this::stopAfterFirst)).isEmpty();
        assertThat(reasons).hasSize(1);
    }

    @Test
    void shouldRefuseWhatWaitingDoesNotCure() {
        assertThatThrownBy(() ->
                        failing(new TopicAuthorizationException("not yours")).run(reasons::add))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("not yours");
        assertThatThrownBy(
                        () -> failing(new SaslAuthenticationException("who?")).run(reasons::add))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("who?");
        assertThat(reasons).isEmpty();
    }

    @Test
    void shouldDoNothingIfItWasStoppedBefore() {
        stop.request();

        assertThat(failing(new TopicAuthorizationException("never asked")).run(reasons::add))
                .isEmpty();
    }

    private void stopAfterFirst(String reason) {
        reasons.add(reason);
        stop.request();
    }

    private TopicCreator failing(KafkaException failure) {
        TopicPromises promises = new TopicPromises("app", Set.of(), false);
        return new TopicCreator(() -> broken(failure), WantedTopic.all(1, -1, Map.of()), true, promises, stop);
    }

    private static Admin broken(KafkaException failure) {
        throw failure;
    }
}
