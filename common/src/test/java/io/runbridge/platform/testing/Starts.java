package io.runbridge.platform.testing;

import io.runbridge.platform.StartRun;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import java.util.List;
import java.util.Optional;

/** Starts to make in tests. */
public final class Starts {

    private Starts() {}

    /** A start of request {@code r-1}. */
    public static StartRun of(JobType jobType, String externalId, Parameter... parameters) {
        return new StartRun("r-1", jobType, externalId, List.of(parameters), Optional.empty());
    }

    /** The same start as a recovery. */
    public static StartRun recovering(StartRun start, Recovery recovery) {
        return new StartRun(
                start.requestId(), start.jobType(), start.externalId(), start.parameters(), Optional.of(recovery));
    }

    /** A parameter whose type is told by its value. */
    public static Parameter input(String name, Object value) {
        return new Parameter(name, value, null, Direction.INPUT);
    }

    /** A parameter with all it can have. */
    public static Parameter parameter(String name, Object value, DataType dataType, Direction direction) {
        return new Parameter(name, value, dataType, direction);
    }
}
