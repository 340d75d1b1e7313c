package io.runbridge.config;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Calls per second that may leave for one platform from all processes together, by kind. Immutable, any thread.
 *
 * @param starts more than 0
 * @param cancels more than 0
 * @param lookUps lists of runs that settle doubt; empty where nothing bounds them but that they are one at a time
 * @param imports more than 0
 * @param polls more than 0
 */
public record CallRates(double starts, double cancels, OptionalDouble lookUps, double imports, double polls) {

    private static final double STARTS = 1_000;
    private static final double CANCELS = 20;
    private static final double IMPORTS = 10;
    private static final double POLLS = 50;

    /**
     * As the platform is configured. With a budget the rates add up to it: rates that are given are taken first, the other
     * kinds have of the rest what their shares are of each other.
     */
    public static CallRates of(PlatformConfig platform) {
        Optional<Double> starts = platform.starts().perSecond();
        Optional<Double> cancels = platform.cancels().perSecond();
        Optional<Double> imports = platform.imports().perSecond();
        Optional<Double> polls = platform.polls().perSecond();
        PlatformConfig.BudgetConfig budget = platform.budget();
        if (budget.perSecond().isEmpty()) {
            return new CallRates(
                    starts.orElse(STARTS),
                    cancels.orElse(CANCELS),
                    OptionalDouble.empty(),
                    imports.orElse(IMPORTS),
                    polls.orElse(POLLS));
        }
        double shares = budget.lookUpShare()
                + (starts.isPresent() ? 0 : budget.startShare())
                + (cancels.isPresent() ? 0 : budget.cancelShare())
                + (imports.isPresent() ? 0 : budget.importShare())
                + (polls.isPresent() ? 0 : budget.pollShare());
        double rest = (budget.perSecond().get() - given(platform)) / shares;
        return new CallRates(
                starts.orElse(rest * budget.startShare()),
                cancels.orElse(rest * budget.cancelShare()),
                OptionalDouble.of(rest * budget.lookUpShare()),
                imports.orElse(rest * budget.importShare()),
                polls.orElse(rest * budget.pollShare()));
    }

    /** Sum of the rates that are given for single kinds. */
    static double given(PlatformConfig platform) {
        return Stream.of(
                        platform.starts().perSecond(),
                        platform.cancels().perSecond(),
                        platform.imports().perSecond(),
                        platform.polls().perSecond())
                .mapToDouble(rate -> rate.orElse(0.0))
                .sum();
    }
}
