package io.runbridge.poller.round;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The lanes of one task, made as their platforms' runs come. Stream thread only. */
final class PollLanes {

    private final Map<String, PollTarget> targets;
    private final Map<String, Instant> progress;
    private final RandomGenerator random;
    private final Map<String, PollLane> lanes = new LinkedHashMap<>();

    PollLanes(Map<String, PollTarget> targets, Map<String, Instant> progress, RandomGenerator random) {
        this.targets = Map.copyOf(targets);
        this.progress = Map.copyOf(progress);
        this.random = random;
    }

    /** The lane of a platform that has had a run here. */
    PollLane of(String platform) {
        return lanes.get(platform);
    }

    PollLane open(String platform, long nowMs) {
        return lanes.computeIfAbsent(
                platform,
                name -> new PollLane(
                        name,
                        targets.getOrDefault(name, PollTarget.UNCONFIGURED),
                        Optional.ofNullable(progress.get(name)),
                        random,
                        nowMs));
    }

    Collection<PollLane> all() {
        return lanes.values();
    }

    List<TrackedRun> find(String platform, String runId) {
        PollLane lane = lanes.get(platform);
        return lane == null ? List.of() : lane.find(runId);
    }

    int size(String platform) {
        PollLane lane = lanes.get(platform);
        return lane == null ? 0 : lane.size();
    }

    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        lanes.values().forEach(lane -> sizes.put(lane.platform(), lane.size()));
        return sizes;
    }

    Map<String, Integer> unserved() {
        Map<String, Integer> unserved = new TreeMap<>();
        lanes.values().stream()
                .filter(lane -> lane.unserved() > 0)
                .forEach(lane -> unserved.put(lane.platform(), lane.unserved()));
        return unserved;
    }
}
