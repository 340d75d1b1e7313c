package io.runbridge.platform.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Everything that is logged, down to the last detail, by us and by the libraries that carry secrets. */
final class LogLines implements AutoCloseable {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Map<Logger, Level> levels = new HashMap<>();

    LogLines() {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        lines.start();
        // Only into this list: what is logged at this level is too much to read.
        Stream.of("io.runbridge", "io.vertx", "com.azure", "com.microsoft", "reactor")
                .map(loggers::getLogger)
                .forEach(logger -> {
                    levels.put(logger, logger.getLevel());
                    logger.setLevel(Level.TRACE);
                    logger.setAdditive(false);
                    logger.addAppender(lines);
                });
    }

    /** What was logged so far, with what was thrown. */
    List<String> texts() {
        return List.copyOf(lines.list).stream()
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs() + " "
                        + (line.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(line.getThrowableProxy())))
                .toList();
    }

    @Override
    public void close() {
        levels.forEach((logger, level) -> {
            logger.setLevel(level);
            logger.setAdditive(true);
            logger.detachAppender(lines);
        });
    }
}
