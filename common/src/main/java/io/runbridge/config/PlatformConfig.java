package io.runbridge.config;

import io.runbridge.platform.PlatformType;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One configured workspace. Immutable, any thread. */
public interface PlatformConfig {

    /** Kind of platform. */
    PlatformType type();

    /** Base URL of the workspace, http or https, without query; two platforms may not share one. */
    URI endpoint();

    /** Who we are there. */
    @Valid
    AuthConfig auth();

    /** Calls. */
    @Valid
    CallConfig calls();

    /** Starts. */
    @Valid
    StartConfig starts();

    /** Polls. */
    @Valid
    PollConfig polls();

    /** Values for monitoring links: subscription-id, resource-group and workspace for Synapse; job-run-link, a template. */
    Map<String, String> links();

    /** Who we are at a platform; which settings are needed depends on the method. */
    interface AuthConfig {
        /** How tokens are got. */
        Method method();

        Optional<String> tenantId();

        Optional<String> clientId();

        Optional<Secret> clientSecret();

        /** Personal access token of Databricks. */
        Optional<Secret> token();

        /** Entra ID's address, https only; default the public cloud. */
        Optional<URI> authorityHost();

        /** OAuth scope; default by platform type. */
        Optional<String> scope();

        /** How tokens are got. */
        enum Method {
            /** Entra ID service principal with a secret: tenant-id, client-id, client-secret. */
            CLIENT_SECRET,
            /** Databricks personal access token: token. */
            TOKEN
        }
    }

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

        /** PEM file with certificate authorities to trust in place of the JVM's. */
        Optional<String> trustCertificates();
    }

    /** Starts on the platform. */
    interface StartConfig {
        /** Starts claimed or in doubt at once, per process. */
        @WithDefault("64")
        @Min(1)
        @Max(10_000)
        int slots();

        /** Starts per second that may leave this process. */
        @WithDefault("1000")
        @DecimalMin("0.01")
        double perSecond();

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
         * Synapse only.
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
    }

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

    /** Polls of open runs. */
    interface PollConfig {
        /** Shortest time between two looks at one run. */
        @WithDefault("2s")
        Duration minInterval();

        /** Longest time between two looks at one run. */
        @WithDefault("60s")
        Duration maxInterval();

        /** Calls per second that may leave this process to look at runs. */
        @WithDefault("50")
        @DecimalMin("0.01")
        double perSecond();
    }
}
