package io.runbridge.cli.deadletter;

import io.runbridge.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which dead letters may be sent again. Pure, any thread.
 *
 * @param window how long the trigger-service remembers what it started
 * @param now the moment to reckon from
 */
record ReplayRules(Duration window, Instant now) {

    /** Why one may not. */
    enum Refusal {
        /** Part of the original is gone. */
        TRUNCATED("it was cut, and what is left is another record; ask its sender to send it again"),
        /** Nobody knows where it belongs. */
        NO_ORIGIN("it does not say which topic it came from"),
        /** Only the services write there, or it is no topic of ours. */
        NOT_PUBLIC("its topic is not one of the contract's, and only those are written to"),
        /** It would be a dead letter again. */
        NO_KEY("it has no key, so it would be a dead letter again; ask its sender to send it with one"),
        /** It may have been started since, under the same id, and forgotten. */
        TOO_OLD("the request is older than the de-duplication window, so nobody can tell any more whether it was"
                + " started since; ask its sender to send it under a new requestId");

        private final String text;

        Refusal(String text) {
            this.text = text;
        }

        /** A half sentence for people. */
        String text() {
            return text;
        }
    }

    /** Empty if the letter may be sent again. */
    Optional<Refusal> check(Letter letter) {
        if (letter.truncated()) {
            return Optional.of(Refusal.TRUNCATED);
        }
        if (letter.topic().isEmpty()) {
            return Optional.of(Refusal.NO_ORIGIN);
        }
        String topic = letter.topic().get();
        if (Topics.withSchema().stream().noneMatch(each -> each.topicName().equals(topic))) {
            return Optional.of(Refusal.NOT_PUBLIC);
        }
        if (letter.key() == null) {
            return Optional.of(Refusal.NO_KEY);
        }
        boolean request = topic.equals(Topics.RUN_REQUESTS.topicName());
        Instant sent = letter.originTime().orElse(letter.time());
        return request && sent.isBefore(now.minus(window)) ? Optional.of(Refusal.TOO_OLD) : Optional.empty();
    }
}
