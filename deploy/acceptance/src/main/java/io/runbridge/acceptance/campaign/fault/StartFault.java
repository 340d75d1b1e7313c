package io.runbridge.acceptance.campaign.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Ways in which the answer to a start is lost, in the words of the simulator's control API. */
enum StartFault {
    /** Carried out, and no answer ever comes. */
    DROPPED("HANG", 0, "AT_ONCE"),
    /** Neither carried out nor answered. */
    IGNORED("HANG", 0, "NEVER"),
    /** No answer, carried out later. */
    DROPPED_LATE("HANG", 0, "LATE"),
    /** Carried out, then the connection is reset. */
    RESET_BEHIND("RESET", 0, "AT_ONCE"),
    /** The connection is reset, nothing is carried out. */
    RESET_BEFORE("RESET", 0, "NEVER"),
    /** The connection is reset, carried out later. */
    RESET_LATE("RESET", 0, "LATE"),
    /** A gateway's error, carried out behind it. */
    BAD_GATEWAY_BEHIND("ANSWER", 502, "AT_ONCE"),
    /** A gateway's error, and nothing is carried out. */
    BAD_GATEWAY("ANSWER", 502, "NEVER"),
    /** A gateway's time-out, carried out behind it. */
    GATEWAY_TIMEOUT_BEHIND("ANSWER", 504, "AT_ONCE"),
    /** A gateway's time-out, and nothing is carried out. */
    GATEWAY_TIMEOUT("ANSWER", 504, "NEVER"),
    /** A gateway's time-out, carried out later. */
    GATEWAY_TIMEOUT_LATE("ANSWER", 504, "LATE");

    private final String wire;
    private final int status;
    private final String execute;

    StartFault(String wire, int status, String execute) {
        this.wire = wire;
        this.status = status;
        this.execute = execute;
    }

    /**
     * The fault for the next call of an operation.
     *
     * @param lateMillis when it is carried out, if that is later
     */
    Map<String, Object> body(String operation, long lateMillis) {
        Map<String, Object> fault = new HashMap<>();
        fault.put("operation", operation);
        fault.put("wire", wire);
        fault.put("execute", execute);
        if (status != 0) {
            fault.put("status", status);
            fault.put("body", "HTML");
        }
        if (execute.equals("LATE")) {
            fault.put("lateMillis", lateMillis);
        }
        return fault;
    }

    static StartFault pick(RandomGenerator random) {
        return values()[random.nextInt(values().length)];
    }
}
