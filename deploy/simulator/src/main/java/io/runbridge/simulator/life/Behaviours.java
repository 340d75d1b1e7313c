package io.runbridge.simulator.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how each new run goes: the newest rule that fits wins, rules for a number of runs wear off.
 *
 * <p>Event loop only.
 */
public final class Behaviours {

    private final Settings settings;
    private final List<BehaviourRule> rules = new ArrayList<>();

    /** Without rules every run takes the time of the settings and ends well. */
    public Behaviours(Settings settings) {
        this.settings = settings;
    }

    /** Adds a rule that goes before all earlier ones. */
    public void add(BehaviourRule rule) {
        rules.add(0, rule);
    }

    /** Forgets all rules. */
    public void clear() {
        rules.clear();
    }

    /** The rules, newest first. */
    public List<BehaviourRule> rules() {
        return List.copyOf(rules);
    }

    /** The behaviour of a run that is being created; uses up one turn of the rule that decided. */
    public Behaviour next(Platform platform, String job) {
        for (int i = 0; i < rules.size(); i++) {
            BehaviourRule rule = rules.get(i);
            if (rule.fits(platform, job)) {
                use(i, rule);
                return rule.behaviour(settings);
            }
        }
        return standard(settings);
    }

    private void use(int index, BehaviourRule rule) {
        Optional<BehaviourRule> rest = rule.used();
        if (rest.isPresent()) {
            rules.set(index, rest.get());
        } else {
            rules.remove(index);
        }
    }

    static Behaviour standard(Settings settings) {
        return new Behaviour(
                settings.number(Setting.RUN_MILLIS),
                settings.number(Setting.CANCEL_MILLIS),
                Outcome.SUCCESS,
                Optional.empty(),
                Optional.empty(),
                true,
                Map.of());
    }
}
