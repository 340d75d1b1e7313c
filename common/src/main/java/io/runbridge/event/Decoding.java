package io.runbridge.event;

/**
 * What became of a value.
 *
 * @param <T> the record type of the topic
 */
public sealed interface Decoding<T> {

    /**
     * The value's record.
     *
     * @param event the record
     */
    record Decoded<T>(T event) implements Decoding<T> {}

    /**
     * A value for the dead letters.
     *
     * @param reason why, for programs
     * @param message why, for people; names no content of the value
     */
    record Poison<T>(PoisonReason reason, String message) implements Decoding<T> {}
}
