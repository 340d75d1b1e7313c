package io.runbridge.poller.run;

import io.runbridge.platform.Activity;
import io.runbridge.schemas.RunActivity;
import java.util.List;

/** Turns what happened in a run into events. Pure functions, any thread. */
final class RunActivities {

    private RunActivities() {}

    static List<RunActivity> of(OpenRun run, List<Activity> activities) {
        return activities.stream().map(activity -> event(run, activity)).toList();
    }

    private static RunActivity event(OpenRun run, Activity activity) {
        return RunActivity.newBuilder()
                .setRequestId(run.getRequestId())
                .setPlatform(run.getPlatform())
                .setRunId(run.getRunId())
                .setName(activity.name())
                .setType(activity.type().orElse(null))
                .setStatus(activity.status())
                .setMessage(activity.message().orElse(null))
                .setStartTime(activity.startTime().orElse(null))
                .setEndTime(activity.endTime().orElse(null))
                .setAttempt(activity.attempt())
                .build();
    }
}
