package io.runbridge.simulator.fault;

import java.util.Map;

/** The error code a fault carries when none was given; words of Databricks' error table. */
final class StatusWord {

    private static final Map<Integer, String> WORDS = Map.of(
            400, "INVALID_PARAMETER_VALUE",
            401, "UNAUTHENTICATED",
            403, "PERMISSION_DENIED",
            404, "RESOURCE_DOES_NOT_EXIST",
            409, "RESOURCE_CONFLICT",
            429, "REQUEST_LIMIT_EXCEEDED",
            500, "INTERNAL_ERROR",
            503, "TEMPORARILY_UNAVAILABLE",
            504, "DEADLINE_EXCEEDED");

    private StatusWord() {}

    static String of(int status) {
        return WORDS.getOrDefault(status, "SIMULATED");
    }
}
