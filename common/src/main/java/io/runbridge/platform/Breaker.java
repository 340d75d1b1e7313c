package io.runbridge.platform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.runbridge.config.PlatformConfig.BreakerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps calls of one kind from a platform that does not answer them. It counts calls that were not answered or not
 * carried out ({@link FailureCategory#outage()}); a refusal or a throttle is an answer. While it is open nothing is
 * sent; then a few probes decide whether it closes. Any thread.
 */
public final class Breaker {

    /** Code of a call that was not sent because the breaker was open. */
    public static final String OPEN_CODE = "BREAKER_OPEN";

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    /** Far beyond any call's deadline: a probe that is never answered must not keep everybody out for good. */
    private static final Duration LONGEST_PROBING = Duration.ofMinutes(10);

    private static final Answer<Void> BROKEN = Answer.failed(Failure.of(
            FailureCategory.UNKNOWN_OUTCOME, "ADAPTER_FAILED", "the call failed inside or was never answered"));

    private final String platform;
    private final String operation;
    private final int probes;
    private final CircuitBreaker circuit;
    private volatile String lastFailure = "";

    /** What the breaker lets through. */
    public enum State {
        /** Every call. */
        CLOSED(0),
        /** A few probes. */
        HALF_OPEN(1),
        /** None. */
        OPEN(2);

        private final int metric;

        State(int metric) {
            this.metric = metric;
        }

        /** Its value in metrics. */
        int metric() {
            return metric;
        }
    }

    /** A call that was let through; to be ended once. */
    final class Pass {

        private final boolean probe = circuit.getState() == CircuitBreaker.State.HALF_OPEN;

        void end(Answer<?> answer) {
            boolean probing = circuit.getState() == CircuitBreaker.State.HALF_OPEN;
            if (probing && !probe) {
                return; // It was sent before the breaker opened and says nothing about now.
            }
            if (!(answer instanceof Answer.Failed<?> failed)) {
                circuit.onResult(0, TimeUnit.NANOSECONDS, false);
            } else if (failed.failure().code().equals(Failure.LEASE_LAPSED)) {
                circuit.releasePermission(); // Nobody was asked.
            } else {
                boolean outage = failed.failure().category().outage();
                lastFailure = outage ? failed.failure().message() : lastFailure;
                circuit.onResult(0, TimeUnit.NANOSECONDS, outage);
            }
        }
    }

    /** @param nanoTime monotonic: a clock set back must not keep it open */
    Breaker(String platform, String operation, BreakerConfig config, LongSupplier nanoTime) {
        this.platform = platform;
        this.operation = operation;
        this.probes = config.probes();
        this.circuit = CircuitBreaker.of(
                platform + "/" + operation,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(config.window())
                        .minimumNumberOfCalls(config.window())
                        .failureRateThreshold(config.failureRate())
                        .waitDurationInOpenState(config.openFor())
                        .permittedNumberOfCallsInHalfOpenState(probes)
                        .maxWaitDurationInHalfOpenState(LONGEST_PROBING)
                        .recordResult(Boolean.TRUE::equals)
                        .clock(new SteadyClock(nanoTime))
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(
                        event -> report(event.getStateTransition().getToState().name()));
    }

    /** The kind of call, as metrics name it. */
    public String operation() {
        return operation;
    }

    public State state() {
        return switch (circuit.getState()) {
            case HALF_OPEN -> State.HALF_OPEN;
            case OPEN, FORCED_OPEN -> State.OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
        };
    }

    /** How many calls may be under way now: any number while closed, the probes while half-open, none while open. */
    public int room() {
        if (state() == State.CLOSED) {
            return Integer.MAX_VALUE;
        }
        // Asked, so that the wait of an open breaker ends; given back, for the call itself will ask again.
        if (!circuit.tryAcquirePermission()) {
            return 0;
        }
        circuit.releasePermission();
        return probes;
    }

    /** Why calls are held, for people; empty while it is closed. */
    public Optional<String> reason() {
        return state() == State.CLOSED
                ? Optional.empty()
                : Optional.of("platform " + platform + " does not answer: " + lastFailure);
    }

    /** Makes the call, or fails at once, certainly not executed, while no call may leave. */
    <T> CompletionStage<Answer<T>> call(Supplier<CompletionStage<Answer<T>>> call) {
        Optional<Pass> pass = enter();
        if (pass.isEmpty()) {
            return CompletableFuture.completedFuture(Answer.failed(refusal()));
        }
        try {
            return call.get().whenComplete((answer, broken) -> pass.get().end(broken == null ? answer : BROKEN));
        } catch (RuntimeException e) {
            pass.get().end(BROKEN);
            throw e;
        }
    }

    /** Lets one call through; empty while no call may leave. */
    Optional<Pass> enter() {
        return circuit.tryAcquirePermission() ? Optional.of(new Pass()) : Optional.empty();
    }

    /** The answer to a call that was not let through. */
    Failure refusal() {
        return Failure.of(
                FailureCategory.UNAVAILABLE,
                OPEN_CODE,
                "It was not sent, because " + reason().orElse("platform " + platform + " did not answer"));
    }

    /** What ends a call that nobody answered. */
    static Answer<?> broken() {
        return BROKEN;
    }

    private void report(String state) {
        log.atWarn()
                .addKeyValue("platform", platform)
                .addKeyValue("operation", operation)
                .addKeyValue("state", state)
                .addKeyValue("reason", lastFailure)
                .log("Breaker moved");
    }
}
