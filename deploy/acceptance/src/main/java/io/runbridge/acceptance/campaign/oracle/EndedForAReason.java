package io.runbridge.acceptance.campaign.oracle;

import io.runbridge.schemas.RunStatus;
import io.runbridge.schemas.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request may end without a run if it was cancelled, or if its platform refused the start: not more requests than
 * refusals, since nobody knows beforehand which one is hit. Pure, any thread.
 */
final class EndedForAReason {

    private EndedForAReason() {}

    static List<Breach> breaches(Ledgers ledgers) {
        Set<String> cancelled =
                ledgers.cancels().stream().map(AskedCancel::requestId).collect(Collectors.toSet());
        Map<String, List<Asked>> failed = ledgers.asked().stream()
                .filter(asked -> ledgers.of(asked.requestId()).neverStarted())
                .filter(asked -> !cancelled.contains(asked.requestId()))
                .collect(Collectors.groupingBy(asked -> asked.group().platform()));
        List<Breach> breaches = new ArrayList<>();
        failed.forEach((platform, asked) -> {
            int refusals = ledgers.refusals().getOrDefault(platform, 0);
            asked.stream()
                    .filter(each -> status(ledgers, each) == Status.CANCELLED)
                    .forEach(each -> breaches.add(
                            Breach.of(Breach.Kind.WRONG_STATUS, each.requestId(), "nobody has cancelled it")));
            asked.stream()
                    .filter(each -> status(ledgers, each) != Status.CANCELLED)
                    .skip(refusals)
                    .forEach(each -> breaches.add(Breach.of(
                            Breach.Kind.WRONG_STATUS,
                            each.requestId(),
                            "it ended without a run, as " + asked.size() + " did, but " + platform + " refused only "
                                    + refusals + " starts")));
        });
        return breaches;
    }

    private static Status status(Ledgers ledgers, Asked asked) {
        return ledgers.of(asked.requestId()).last().map(RunStatus::getStatus).orElseThrow();
    }
}
