package io.runbridge.event;

/** Is told when somebody waits for the registry; the calls come in pairs, from the thread that waits. */
public interface RegistryListener {

    /** A call failed for a reason that time can heal; it is repeated until it succeeds. The reason holds no secret. */
    void waiting(String reason);

    /** The wait that was announced is over: the registry answered, or the process stops. */
    void resumed();
}
