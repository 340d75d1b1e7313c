package io.runbridge.simulator.life;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * One rule of the control API: which runs it is for, how many of them, and what it changes.
 *
 * @param platform empty: all platforms
 * @param job empty: all jobs
 * @param left how many more runs it holds for; negative: all
 * @param wish the rule as it was given, kept for showing it and for the fields it sets
 */
public record BehaviourRule(Optional<Platform> platform, Optional<String> job, int left, JsonObject wish) {

    private static final Set<String> FIELDS = Set.of(
            "platform",
            "job",
            "next",
            "durationMillis",
            "cancelMillis",
            "outcome",
            "runningWord",
            "message",
            "heedsCancel",
            "outputs");

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException or ClassCastException if a field is unknown or has a wrong value
     */
    public static BehaviourRule of(JsonObject json) {
        json.fieldNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("A behaviour has no field " + name);
                });
        Optional<Platform> platform = Optional.ofNullable(json.getString("platform"))
                .map(word -> Platform.of(word)
                        .orElseThrow(() -> new IllegalArgumentException("There is no platform " + word)));
        Optional.ofNullable(json.getString("outcome")).ifPresent(Outcome::valueOf);
        json.getLong("durationMillis");
        json.getLong("cancelMillis");
        json.getBoolean("heedsCancel");
        json.getJsonObject("outputs");
        return new BehaviourRule(
                platform, Optional.ofNullable(json.getString("job")), json.getInteger("next", -1), json.copy());
    }

    /** The rule as the control API shows it, with the runs that are left. */
    public JsonObject toJson() {
        return wish.copy().put("next", left);
    }

    boolean fits(Platform candidate, String name) {
        return platform.map(candidate::equals).orElse(true)
                && job.map(name::equals).orElse(true);
    }

    Optional<BehaviourRule> used() {
        if (left < 0) {
            return Optional.of(this);
        }
        return left <= 1 ? Optional.empty() : Optional.of(new BehaviourRule(platform, job, left - 1, wish));
    }

    Behaviour behaviour(Settings settings) {
        Behaviour standard = Behaviours.standard(settings);
        return new Behaviour(
                wish.getLong("durationMillis", standard.durationMillis()),
                wish.getLong("cancelMillis", standard.cancelMillis()),
                Outcome.valueOf(wish.getString("outcome", standard.outcome().name())),
                Optional.ofNullable(wish.getString("runningWord")),
                Optional.ofNullable(wish.getString("message")),
                wish.getBoolean("heedsCancel", standard.heedsCancel()),
                wish.getJsonObject("outputs", new JsonObject()).getMap());
    }
}
