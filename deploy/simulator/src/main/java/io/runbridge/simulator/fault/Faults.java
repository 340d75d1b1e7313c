package io.runbridge.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The faults that are set, newest first. Event loop only. */
public final class Faults {

    private final List<Fault> faults = new ArrayList<>();

    /** Adds a fault that goes before all earlier ones. */
    public void add(Fault fault) {
        faults.add(0, fault);
    }

    /** Forgets all faults. */
    public void clear() {
        faults.clear();
    }

    /** What is still set. */
    public List<Fault> all() {
        return List.copyOf(faults);
    }

    /** The fault that hits this call, if any; uses up one of its turns. */
    Optional<Fault> take(String operation, Supplier<String> request) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (!fault.fits(operation, request)) {
                continue;
            }
            if (fault.skip() > 0) {
                faults.set(i, fault.counted(fault.skip() - 1, fault.left()));
                continue;
            }
            int index = i;
            fault.nextLeft()
                    .ifPresentOrElse(left -> faults.set(index, fault.counted(0, left)), () -> faults.remove(index));
            return Optional.of(fault);
        }
        return Optional.empty();
    }
}
