package io.runbridge.simulator;

import io.runbridge.simulator.life.Setting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a simulator is started. Any thread; immutable.
 *
 * @param host the address to listen on
 * @param httpPort 0: any free port
 * @param httpsPort 0: any free port
 * @param caFile where the certificate of the authority is written, as PEM; empty: nowhere
 * @param clientId the one client that gets tokens
 * @param clientSecret its secret
 * @param accessTokens Databricks personal access tokens that are good
 * @param clock the time from which the states of runs are computed
 * @param settings switches that start differently from their initial value
 */
public record SimulatorOptions(
        String host,
        int httpPort,
        int httpsPort,
        Optional<Path> caFile,
        String clientId,
        String clientSecret,
        Set<String> accessTokens,
        InstantSource clock,
        Map<Setting, Object> settings) {

    static final String HOST = "127.0.0.1";
    static final String CLIENT_ID = "runbridge";
    static final String CLIENT_SECRET = "runbridge-secret";
    static final String ACCESS_TOKEN = "dapi-local";

    /** Copies what could change. */
    public SimulatorOptions {
        accessTokens = Set.copyOf(accessTokens);
        settings = Map.copyOf(settings);
    }

    /** For tests: loopback, free ports, the client {@code runbridge}, the access token {@code dapi-local}. */
    public static SimulatorOptions forTests() {
        return new SimulatorOptions(
                HOST,
                0,
                0,
                Optional.empty(),
                CLIENT_ID,
                CLIENT_SECRET,
                Set.of(ACCESS_TOKEN),
                Clock.systemUTC(),
                Map.of());
    }

    /** The same options with the authority's certificate written to a file. */
    public SimulatorOptions withCaFile(Path file) {
        return new SimulatorOptions(
                host, httpPort, httpsPort, Optional.of(file), clientId, clientSecret, accessTokens, clock, settings);
    }

    /** The same options with these ports, 0 for any. */
    public SimulatorOptions withPorts(int http, int https) {
        return new SimulatorOptions(host, http, https, caFile, clientId, clientSecret, accessTokens, clock, settings);
    }

    /** The same options with another clock. */
    public SimulatorOptions withClock(InstantSource other) {
        return new SimulatorOptions(
                host, httpPort, httpsPort, caFile, clientId, clientSecret, accessTokens, other, settings);
    }

    /** The same options with a switch set. */
    public SimulatorOptions with(Setting setting, Object value) {
        Map<Setting, Object> more = new EnumMap<>(Setting.class);
        more.putAll(settings);
        more.put(setting, value);
        return new SimulatorOptions(
                host, httpPort, httpsPort, caFile, clientId, clientSecret, accessTokens, clock, more);
    }

    /** Everything but secrets. */
    @Override
    public String toString() {
        return "SimulatorOptions[host=" + host + ", httpPort=" + httpPort + ", httpsPort=" + httpsPort + ", settings="
                + settings + "]";
    }
}
