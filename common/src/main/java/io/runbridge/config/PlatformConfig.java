package io.runbridge.config;

import io.runbridge.platform.PlatformType;
import io.runbridge.schemas.Status;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One configured workspace or factory. Immutable, any thread. */
public interface PlatformConfig {

    /** Kind of platform. */
    PlatformType type();

    /** Base URL of the workspace, or of the whole factory, http or https, without query; two platforms may not share one. */
    URI endpoint();

    /** Who we are there. */
    @Valid
    AuthConfig auth();

    /** Calls. */
    @Valid
    CallConfig calls();

    /** Calls per second of all kinds. */
    @Valid
    BudgetConfig budget();

    /** When calls are held because nobody answers them. */
    @Valid
    BreakerConfig breaker();

    /** Starts. */
    @Valid
    StartConfig starts();

    /** Cancels. */
    @Valid
    CancelConfig cancels();

    /** Polls. */
    @Valid
    PollConfig polls();

    /** Imports of job definitions. */
    @Valid
    ImportConfig imports();

    /** Values for monitoring links: subscription-id, resource-group and workspace for Synapse; job-run-link, a template. */
    Map<String, String> links();

    /** Calls to the platform. */
    interface CallConfig {
        /** Deadline of one call, connecting included. */
        @WithDefault("30s")
        Duration deadline();

        /** Longest answer that is read, bytes. */
        @WithDefault("8388608")
        @Min(1024)
        @Max(268_435_456)
        int maxResponseBytes();

        /** Most connections to the platform from this process. */
        @WithDefault("64")
        @Min(1)
        @Max(1000)
        int connections();

        /** Further connections that only cancels use, so that they never wait behind other calls. */
        @WithDefault("8")
        @Min(1)
        @Max(1000)
        int cancelConnections();

        /** Repeated starts, and repeated cancels, for each one that was not sent before. */
        @WithDefault("0.2")
        @DecimalMin("0")
        double retryShare();

        /** Repeated starts, and repeated cancels, per second and process that may leave besides. */
        @WithDefault("10")
        @DecimalMin("0.01")
        double retriesPerSecond();

        /** PEM file with certificate authorities to trust in place of the JVM's. */
        Optional<String> trustCertificates();
    }

    /**
     * Calls per second of all kinds together, from all processes. What rates of single kinds leave of it is split among
     * the other kinds in proportion to their shares; {@link CallRates} says how.
     */
    interface BudgetConfig {
        /** None: each kind of call has its own rate. */
        Optional<@DecimalMin("0.1") Double> perSecond();

        @WithDefault("0.25")
        @DecimalMin("0.01")
        double startShare();

        @WithDefault("0.05")
        @DecimalMin("0.01")
        double cancelShare();

        /** Lists of runs that settle doubt. */
        @WithDefault("0.05")
        @DecimalMin("0.01")
        double lookUpShare();

        @WithDefault("0.05")
        @DecimalMin("0.01")
        double importShare();

        @WithDefault("0.6")
        @DecimalMin("0.01")
        double pollShare();
    }

    /** When calls of one kind are held because the platform does not answer them. */
    interface BreakerConfig {
        /** Percentage of the latest calls without an answer at which no more are sent. */
        @WithDefault("50")
        @Min(1)
        @Max(100)
        int failureRate();

        /** How many of the latest calls count; fewer decide nothing. */
        @WithDefault("20")
        @Min(1)
        @Max(10_000)
        int window();

        /** How long nothing is sent before it is tried again. */
        @WithDefault("15s")
        Duration openFor();

        /** Calls that then decide whether all may go. */
        @WithDefault("3")
        @Min(1)
        @Max(100)
        int probes();
    }

    /** Cancels of runs. */
    interface CancelConfig {
        /** Cancels per second from all processes together. */
        Optional<@DecimalMin("0.01") Double> perSecond();
    }

    /** Polls of open runs. */
    interface PollConfig {
        /** Shortest time between two looks at one run. */
        @WithDefault("2s")
        Duration minInterval();

        /** Longest time between two looks at one run that is not expected to end soon. */
        @WithDefault("60s")
        Duration maxInterval();

        /** Time within which a change is to be seen, where the budget lets it. */
        @WithDefault("10s")
        Duration freshness();

        /** Calls per second to look at runs; a platform's runs are one process' to look at. */
        Optional<@DecimalMin("0.01") Double> perSecond();

        /**
         * How long a run may stay in a state before it is published as stuck: by the platform's word for it, else by our
         * status; a word that is not named here keeps its default.
         */
        Map<String, Duration> stuckAfter();

        /** Whether the cancel of a run that is stuck is asked for, once. */
        @WithDefault("false")
        boolean stuckCancel();

        /** Which ended runs are asked for their activities. */
        @WithDefault("on-failure")
        ActivityPolicy activities();

        /** Which ended runs are asked for what they gave back. */
        @WithDefault("never")
        OutputPolicy outputs();
    }

    /** Which ended runs are asked for their activities, and have them published. */
    enum ActivityPolicy {
        /** Those that failed. */
        ON_FAILURE,
        /** All. */
        ALWAYS,
        /** None. */
        NEVER;

        /** Whether a run with this status is. */
        public boolean covers(Status status) {
            boolean ended = status == Status.SUCCESS || status == Status.FAILED || status == Status.CANCELLED;
            return switch (this) {
                case ON_FAILURE -> status == Status.FAILED;
                case ALWAYS -> ended;
                case NEVER -> false;
            };
        }
    }
}
