package io.runbridge.simulator.fault;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the wire and the operations: counts every call and lays the faults over it.
 *
 * <p>Event loop only. Delays are Vert.x timers in real time; the simulator's own clock does not move them.
 */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Vertx vertx;
    private final World world;
    private final Allowance allowance;
    private final Faults faults;
    private final CallCounter counter;

    /** Where an answer goes; exactly one of these is called, or none for a call that hangs. */
    public interface Line {

        /** Writes the answer. */
        void send(Answer answer);

        /** Closes the connection without an answer. */
        void cut();
    }

    /** A gateway for one event loop. */
    public Gateway(Vertx vertx, World world, Faults faults, CallCounter counter) {
        this.vertx = vertx;
        this.world = world;
        this.allowance = new Allowance(world);
        this.faults = faults;
        this.counter = counter;
    }

    /** Carries out a call and answers on the line, now or later or not at all. */
    public void accept(Endpoint endpoint, Call call, Line line) {
        counter.received(endpoint.name());
        Optional<Answer> refusal = allowance.refusal(endpoint);
        if (refusal.isPresent()) {
            send(endpoint, refusal.get(), line);
            return;
        }
        Optional<Fault> fault = faults.take(endpoint.name(), () -> call.uri() + "\n" + call.body());
        if (fault.isEmpty()) {
            send(endpoint, execute(endpoint, call), line);
            return;
        }
        counter.faulted(endpoint.name());
        play(fault.get(), endpoint, call, line);
    }

    private void play(Fault fault, Endpoint endpoint, Call call, Line line) {
        if (fault.harmless() && fault.moment() != Moment.AT_ONCE) {
            after(fault.delayMillis(), () -> send(endpoint, execute(endpoint, call), line));
            return;
        }
        if (fault.moment() == Moment.LATE) {
            after(fault.lateMillis(), () -> execute(endpoint, call));
        }
        Optional<Answer> own =
                fault.moment() == Moment.AT_ONCE ? Optional.of(execute(endpoint, call)) : Optional.empty();
        after(fault.delayMillis(), () -> deliver(fault, endpoint, own, line));
    }

    private void deliver(Fault fault, Endpoint endpoint, Optional<Answer> own, Line line) {
        switch (fault.wire()) {
            case ANSWER ->
                send(
                        endpoint,
                        fault.reply()
                                .map(reply -> reply.answer(endpoint.dialect(), Instant.now()))
                                .or(() -> own)
                                .orElseGet(() -> Answer.empty(500)),
                        line);
            case RESET -> {
                counter.unanswered(endpoint.name());
                line.cut();
            }
            case HANG -> counter.unanswered(endpoint.name());
        }
    }

    private void send(Endpoint endpoint, Answer answer, Line line) {
        after(world.settings().number(Setting.ANSWER_MILLIS), () -> {
            counter.answered(endpoint.name(), answer.status());
            line.send(answer);
        });
    }

    private void after(long millis, Runnable action) {
        if (millis <= 0) {
            action.run();
        } else {
            vertx.setTimer(millis, timer -> action.run());
        }
    }

    private static Answer execute(Endpoint endpoint, Call call) {
        try {
            return endpoint.answer(call);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("operation", endpoint.name())
                    .setCause(e)
                    .log("An operation of the simulator broke");
            return Answer.json(500, endpoint.dialect().error("SIMULATOR_DEFECT", "The simulator broke: " + e));
        }
    }
}
