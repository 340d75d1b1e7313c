package io.runbridge.acceptance.campaign.arena;

import io.runbridge.local.LocalService;
import io.runbridge.local.LocalService.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Up to four instances of each service. One caller at a time. */
public final class Fleet implements AutoCloseable {
    /** Most instances of a service. */
    public static final int MOST = 4;

    /** How many of each run when nothing else is asked for: one can die and the other one goes on. */
    public static final int USUAL = 2;

    private final Map<Kind, List<LocalService>> instances = new EnumMap<>(Kind.class);
    private final AtomicInteger kills = new AtomicInteger();

    /** @param prepare gives an instance of a kind and a name that is not started */
    Fleet(BiFunction<Kind, String, LocalService> prepare) {
        for (Kind kind : Kind.values()) {
            List<LocalService> prepared = new ArrayList<>();
            for (int number = 1; number <= MOST; number++) {
                prepared.add(prepare.apply(kind, kind.word() + "-" + number));
            }
            instances.put(kind, List.copyOf(prepared));
        }
    }

    /** The instances of a kind that run. */
    public List<LocalService> alive(Kind kind) {
        return instances.get(kind).stream().filter(LocalService::isAlive).toList();
    }

    /** One instance of a kind, from 0. */
    public LocalService instance(Kind kind, int number) {
        return instances.get(kind).get(number);
    }

    /** Starts or stops instances until so many run, and waits until they are ready. */
    public void scale(Kind kind, int count) {
        List<LocalService> all = instances.get(kind);
        all.subList(0, count).forEach(LocalService::start);
        all.subList(count, MOST).forEach(LocalService::stop);
        all.subList(0, count).forEach(LocalService::awaitReady);
    }

    /** Brings both services back to their usual number. */
    public void restore() {
        for (Kind kind : Kind.values()) {
            instances.get(kind).subList(0, USUAL).forEach(LocalService::start);
        }
        for (Kind kind : Kind.values()) {
            scale(kind, USUAL);
        }
    }

    /** Ends an instance at once. */
    public void kill(LocalService service) {
        service.kill();
        kills.incrementAndGet();
    }

    /** Ends all instances at once, whatever state they are in. */
    public void killAll() {
        instances.values().stream()
                .flatMap(List::stream)
                .filter(LocalService::isAlive)
                .forEach(this::kill);
    }

    /** An instance has ended itself as hard as by a kill. */
    public void died() {
        kills.incrementAndGet();
    }

    /** How many instances ended that way. */
    public int kills() {
        return kills.get();
    }

    /** Stops all of them, each service's instances side by side. */
    @Override
    public void close() {
        Stream<LocalService> all = instances.values().stream().flatMap(List::stream);
        all.filter(LocalService::isAlive).toList().parallelStream().forEach(LocalService::stop);
    }
}
