package io.runbridge.streams;

/**
 * How a service process ends. The numbers are a contract with supervisors: 2, 3 and 4 need a person, after 1 and 5 a
 * restart is right.
 */
public enum ExitCode {
    /** Stopped because it was asked to (SIGTERM, SIGINT), or {@code --check-config} found nothing wrong. */
    OK(0, "Stopped because it was asked to, or nothing is wrong."),
    /** An unexpected failure, e.g. the port for health and metrics is in use, or the stop took longer than 15 s. */
    FAILURE(1, "Unexpected failure, e.g. a port in use, or a stop that took longer than 15 s."),
    /** The command line is wrong; the usage is printed. */
    USAGE(2, "The command line is wrong."),
    /** The configuration is wrong; every problem is printed, one a line. */
    CONFIGURATION(3, "The configuration is wrong; every problem is printed."),
    /** Broker, registry or stores cannot be worked with: rights, settings of topics that break a promise, versions. */
    REFUSED(4, "Broker, registry or stores cannot be worked with: rights, topics, versions."),
    /** Processing failed in the same way again and again and was given up; nothing is lost, a restart goes on. */
    STREAMS_DIED(5, "Processing failed again and again; nothing is lost, a restart goes on.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What the process gives to the operating system. */
    public int number() {
        return number;
    }

    /** One sentence for help and documentation. */
    public String meaning() {
        return meaning;
    }
}
