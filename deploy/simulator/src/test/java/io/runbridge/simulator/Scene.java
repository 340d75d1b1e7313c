package io.runbridge.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One simulator for a test class, reset before each test; its clock stands still until the test moves it. */
final class Scene implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private SimulatorServer server;
    private Remote remote;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = SimulatorServer.start(SimulatorOptions.forTests().withClock(InstantSource.fixed(START)));
        remote = new Remote(server);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        remote.control("POST", "/reset", new JsonObject());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    SimulatorServer server() {
        return server;
    }

    Remote remote() {
        return remote;
    }
}
