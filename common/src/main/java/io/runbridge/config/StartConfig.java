package io.runbridge.config;

import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** Starts on one workspace. Immutable, any thread. */
public interface StartConfig {

    /** Starts claimed or in doubt at once, per process. */
    @WithDefault("64")
    @Min(1)
    @Max(10_000)
    int slots();

    /** Starts per second from all processes together. */
    Optional<@DecimalMin("0.01") Double> perSecond();

    /** Shortest and longest wait before a start that was certainly not executed is tried again. */
    @WithDefault("1s")
    Duration minBackoff();

    @WithDefault("60s")
    Duration maxBackoff();

    /** How long after its loss a start may still appear; counted from entering doubt. */
    @WithDefault("120s")
    Duration settleTime();

    /** Most the platform's clock may differ from ours. */
    @WithDefault("60s")
    Duration clockSkew();

    /** Whether nobody else starts our jobs with equal parameters, so that a lost start may be recognised by them. */
    @WithDefault("false")
    boolean exclusiveJobs();

    /**
     * Parameter that carries the requestId to pipelines which declare it, so that a lost start is recognised exactly;
     * Synapse and Data Factory only.
     */
    Optional<String> correlationParameter();

    /** What becomes of a start of which nobody can tell whether it was carried out. */
    @WithDefault("wait")
    UndecidedPolicy onUndecided();

    /** Undecided starts at which the platform takes no new start. */
    @WithDefault("256")
    @Min(1)
    int maxUndecided();

    /** What a start does while another update of its Databricks pipeline is active. */
    @WithDefault("wait")
    BusyPolicy onBusy();

    /** What becomes of a request for a job that was not imported. */
    @WithDefault("allow")
    UnknownJobPolicy unknownJobs();

    /** What becomes of a parameter that its imported job lists for reference only. */
    @WithDefault("ignore")
    ReferencePolicy referenceParameters();

    /** Whether a secret's value may be sent for a parameter that the platform does not keep secret. */
    @WithDefault("false")
    boolean plainSecrets();

    /** What a start does while its job is busy. */
    enum BusyPolicy {
        /** Stay queued and try again. */
        WAIT,
        /** End FAILED. */
        REJECT
    }

    /** What becomes of a start of which nobody can tell whether it was carried out. */
    enum UndecidedPolicy {
        /** It stays published, with its candidates, until an operator decides or the limit passes. */
        WAIT,
        /** It ends UNKNOWN at once. */
        GIVE_UP,
        /** It is made again at once, at the risk of a second run. */
        RESEND
    }

    /** What becomes of a request for a job that was not imported. */
    enum UnknownJobPolicy {
        /** Its parameters are sent with the types that the request gives them. */
        ALLOW,
        /** It ends FAILED. */
        REJECT
    }

    /** What becomes of a parameter that is listed for reference only. */
    enum ReferencePolicy {
        /** It is not sent, and named in the first status. */
        IGNORE,
        /** The request ends FAILED. */
        REJECT
    }
}
