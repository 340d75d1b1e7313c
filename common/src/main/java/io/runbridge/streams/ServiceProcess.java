package io.runbridge.streams;

import io.runbridge.config.LoadedConfig;
import io.runbridge.config.RunbridgeConfig;
import io.runbridge.ops.OpsAddress;
import io.runbridge.ops.OpsServer;
import io.runbridge.ops.Readiness;
import io.runbridge.ops.ServiceMetrics;
import io.runbridge.ops.StartRefusedException;
import io.runbridge.ops.StopSignal;
import io.runbridge.topic.TopicCreator;
import io.runbridge.topic.TopicPromises;
import io.runbridge.topic.TopicReport;
import io.runbridge.topic.WantedTopic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a service from its configuration to its exit code. Main thread, once. */
final class ServiceProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    /** Nothing is served from the class path; the folder for that would stay behind each killed process. */
    private static final FileSystemOptions NO_CACHE = new FileSystemOptions().setClassPathResolvingEnabled(false);

    private static final int NETWORK_LIMIT_SECONDS = 5;
    private static final String TOPICS = "topics";

    private final Service service;
    private final RunbridgeConfig config;
    private final StopSignal stop;
    private final Readiness readiness = new Readiness();

    ServiceProcess(Service service, LoadedConfig loaded, StopSignal stop) {
        this.service = service;
        this.config = loaded.config();
        this.stop = stop;
        tell(loaded);
    }

    /** Runs until the stop is requested or something ends it; never throws. */
    ExitCode run() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(NO_CACHE));
        try (ServiceMetrics metrics = new ServiceMetrics(readiness)) {
            StreamsRunner runner = new StreamsRunner(readiness, stop, metrics.registry());
            serveOps(vertx, runner, metrics);
            Optional<TopicReport> topics = topics();
            if (topics.isEmpty()) {
                return ExitCode.OK;
            }
            return serve(context(topics.get(), vertx, metrics), runner);
        } catch (StartRefusedException e) {
            LOG.atError()
                    .setMessage("The start is refused")
                    .addKeyValue("reason", e.getMessage())
                    .log();
            return ExitCode.REFUSED;
        } catch (RuntimeException e) {
            LOG.atError().setMessage("The service failed").setCause(e).log();
            return isConfiguration(e) ? ExitCode.CONFIGURATION : ExitCode.FAILURE;
        } finally {
            stop.request();
            close(vertx);
        }
    }

    private ServiceContext context(TopicReport topics, Vertx vertx, ServiceMetrics metrics) {
        return new ServiceContext(
                config, topics.ledgerPartitions(), topics.replication(), vertx, metrics.registry(), readiness, stop);
    }

    ExitCode serve(ServiceContext context, StreamsRunner runner) {
        Service.Parts parts;
        try {
            parts = service.assemble(context);
        } catch (IllegalArgumentException | ConfigException e) {
            LOG.atError()
                    .setMessage("The configuration cannot be used")
                    .addKeyValue("reason", e.getMessage())
                    .log();
            return ExitCode.CONFIGURATION;
        }
        try {
            if (!prepared(parts.steps())) {
                return ExitCode.OK;
            }
            return runner.run(
                    parts.topology(),
                    StreamsSettings.of(config, service.applicationId(), context.replication()),
                    parts.stopping());
        } finally {
            parts.close().run();
        }
    }

    /** Whether all steps were done before the stop was requested. */
    private boolean prepared(List<StartStep> steps) {
        steps.forEach(step -> readiness.unmet(step.name(), "not done yet"));
        for (StartStep step : steps) {
            step.action().run(stop, reason -> readiness.unmet(step.name(), reason));
            if (stop.requested()) {
                return false;
            }
            readiness.met(step.name());
            LOG.atInfo()
                    .setMessage("Start step done")
                    .addKeyValue("step", step.name())
                    .log();
        }
        return true;
    }

    /** What was found on the broker, however long it takes to answer; empty if the stop came first. */
    private Optional<TopicReport> topics() {
        readiness.unmet(TOPICS, "not done yet");
        RunbridgeConfig.TopicsConfig topics = config.topics();
        List<WantedTopic> wanted = WantedTopic.all(topics.partitions(), topics.replicationFactor(), topics.overrides());
        String clientId = service.applicationId() + "-start";
        TopicPromises promises =
                new TopicPromises(service.applicationId(), service.windowStores(), topics.allowUnsafeReplication());
        Optional<TopicReport> report = new TopicCreator(
                        () -> Admin.create(StreamsSettings.admin(config, clientId)),
                        wanted,
                        topics.create(),
                        promises,
                        stop)
                .run(reason -> readiness.unmet(TOPICS, reason));
        report.ifPresent(done -> readiness.met(TOPICS));
        return report;
    }

    private void serveOps(Vertx vertx, StreamsRunner runner, ServiceMetrics metrics) {
        OpsAddress address = service.opsAddress(config);
        HttpServer server;
        try {
            server = await(new OpsServer(vertx, readiness, runner::live, metrics::scrape).listen(address));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Tried to serve health and metrics on " + address.host() + ":" + address.port() + ", but "
                            + e.getMessage(),
                    e);
        }
        LOG.atInfo()
                .setMessage("Health and metrics are served")
                .addKeyValue("host", address.host())
                .addKeyValue("port", server.actualPort())
                .log();
    }

    private void tell(LoadedConfig loaded) {
        LOG.atInfo()
                .setMessage("Starting")
                .addKeyValue("service", service.name())
                .log();
        loaded.effective().forEach(setting -> LOG.atInfo()
                .setMessage("Setting")
                .addKeyValue("key", setting.key())
                .addKeyValue("value", setting.value())
                .addKeyValue("source", setting.source())
                .log());
        loaded.notes().forEach(note -> LOG.atWarn()
                .setMessage("Configuration note")
                .addKeyValue("note", note)
                .log());
    }

    /** Whether Kafka found a setting unusable, e.g. a key store that is not there. */
    private static boolean isConfiguration(RuntimeException e) {
        return e instanceof ConfigException || e.getCause() instanceof ConfigException;
    }

    private static void close(Vertx vertx) {
        try {
            await(vertx.close());
        } catch (Exception e) {
            LOG.atWarn()
                    .setMessage("The network side did not close")
                    .setCause(e)
                    .log();
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(NETWORK_LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
