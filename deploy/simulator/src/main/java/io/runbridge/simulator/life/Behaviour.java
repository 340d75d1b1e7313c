package io.runbridge.simulator.life;

import java.util.Map;
import java.util.Optional;

/**
 * How one run goes, decided when it is created.
 *
 * @param durationMillis from leaving the queue to the end
 * @param cancelMillis how long bringing it down takes after a cancel
 * @param runningWord replaces the platform's word in every phase but the first, to show words nobody knows
 * @param message the failure text, instead of the platform's usual one
 * @param heedsCancel false: a cancel is taken politely and changes nothing
 * @param outputs what it gives back if it ends well, by name: the keys of a return value, or the texts of tasks
 */
public record Behaviour(
        long durationMillis,
        long cancelMillis,
        Outcome outcome,
        Optional<String> runningWord,
        Optional<String> message,
        boolean heedsCancel,
        Map<String, Object> outputs) {

    /** The same behaviour with another outcome. */
    public Behaviour ending(Outcome other) {
        return new Behaviour(durationMillis, cancelMillis, other, runningWord, message, heedsCancel, outputs);
    }

    /** The same behaviour, over at once. */
    public Behaviour lasting(long millis) {
        return new Behaviour(millis, cancelMillis, outcome, runningWord, message, heedsCancel, outputs);
    }
}
