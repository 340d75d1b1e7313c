package io.runbridge.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runbridge.streams.DeadLetter;
import io.runbridge.streams.DeadLetter.Origin;
import io.runbridge.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ReplayRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final byte[] KEY = "k".getBytes(StandardCharsets.UTF_8);

    private final ReplayRules rules = new ReplayRules(Duration.ofDays(7), NOW);

    @ParameterizedTest
    @EnumSource
    void shouldWriteToTopicsOfTheContractOnly(Topics topic) {
        boolean contract = topic.valueSchema().isPresent();

        assertThat(rules.check(letter(KEY, 1, topic.topicName(), NOW)).isEmpty())
                .isEqualTo(contract);
    }

    @ParameterizedTest
    @CsvSource({
        "run-requests,    P6DT23H, -",
        "run-requests,    P7DT1S,  TOO_OLD",
        "cancel-requests, P20D,    -",
        "orders,          PT1S,    NOT_PUBLIC",
        "run-claims,      PT1S,    NOT_PUBLIC",
        "'',              PT1S,    NOT_PUBLIC",
    })
    void shouldJudgeByTopicAndAge(String topic, Duration age, String refusal) {
        assertThat(rules.check(letter(KEY, 1, topic, NOW.minus(age)))
                        .map(Enum::name)
                        .orElse("-"))
                .isEqualTo(refusal);
    }

    @Test
    void shouldRefuseWhatWasCutOrHasNoKeyOrOrigin() {
        Letter bare = new Letter(new Place(0, 0), NOW, KEY, KEY, 1, List.of());

        assertThat(rules.check(letter(KEY, DeadLetter.LONGEST_VALUE + 1, "run-requests", NOW)))
                .contains(ReplayRules.Refusal.TRUNCATED);
        assertThat(rules.check(letter(null, 1, "run-requests", NOW))).contains(ReplayRules.Refusal.NO_KEY);
        assertThat(rules.check(bare)).contains(ReplayRules.Refusal.NO_ORIGIN);
    }

    @Test
    void shouldTellTheSendersHeadersFromOurs() {
        Headers original = new RecordHeaders().add("traceparent", KEY).add(DeadLetter.TRUNCATED, KEY);

        Letter letter = letter(KEY, 1, "run-requests", NOW, original);

        assertThat(letter.truncated()).isFalse();
        assertThat(letter.originalHeaders()).extracting(Header::key).containsExactly("traceparent", "truncated");
        assertThat(letter.origin()).contains("2@7");
        assertThat(letter.originTime()).contains(NOW);
    }

    @Test
    void shouldNotMindHeadersThatMakeNoSense() {
        Headers headers = new RecordHeaders()
                .add(DeadLetter.TIMESTAMP, KEY)
                .add(DeadLetter.TOPIC, null)
                .add(DeadLetter.OFFSET, KEY);
        Letter letter = new Letter(new Place(0, 0), NOW, KEY, KEY, 1, Arrays.asList(headers.toArray()));

        assertThat(letter.originTime()).isEmpty();
        assertThat(letter.topic()).isEmpty();
        assertThat(letter.origin()).isEmpty();
        assertThat(LetterText.lines(letter, Optional.empty())).isNotEmpty();
    }

    @Test
    void shouldReadAPlace() {
        assertThat(new Place.Converter().convert("3@17"))
                .isEqualTo(new Place(3, 17))
                .hasToString("3@17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3@", "@3", "-1@2", "a@b", "1@2@3", "99999999999@1"})
    void shouldRefuseWhatIsNoPlace(String text) {
        assertThatThrownBy(() -> new Place.Converter().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    private static Letter letter(byte[] key, int length, String topic, Instant time) {
        return letter(key, length, topic, time, new RecordHeaders());
    }

    private static Letter letter(byte[] key, int length, String topic, Instant time, Headers original) {
        DeadLetter dead = DeadLetter.of(
                key, new byte[length], original, new Origin(topic, 2, 7, time.toEpochMilli()), "BAD_AVRO", "m");
        return new Letter(
                new Place(0, 0),
                NOW,
                dead.key(),
                dead.value(),
                dead.value().length,
                Arrays.asList(dead.headers().toArray()));
    }
}
