package io.runbridge.platform;

/** Answer of a call to a platform: a value or a failure; expected failures are values, never exceptions. Any thread. */
public sealed interface Answer<T> {

    /** The platform did what was asked. */
    record Success<T>(T value) implements Answer<T> {}

    /** It did not, or nobody knows. */
    record Failed<T>(Failure failure) implements Answer<T> {}

    static <T> Answer<T> success(T value) {
        return new Success<>(value);
    }

    static <T> Answer<T> failed(Failure failure) {
        return new Failed<>(failure);
    }
}
