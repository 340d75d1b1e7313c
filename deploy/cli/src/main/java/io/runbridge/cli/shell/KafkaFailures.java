package io.runbridge.cli.shell;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of Kafka's clients means to the person who gave the command. A table, any thread. */
public final class KafkaFailures {

    private record Row(Class<? extends Exception> type, CliExit exit, String advice) {}

    private static final List<Row> ROWS = List.of(
            new Row(ConfigException.class, CliExit.USAGE, "Kafka's client cannot use its settings"),
            new Row(
                    AuthenticationException.class,
                    CliExit.FAILURE,
                    "The broker does not accept who we are; check security.protocol and sasl.* or ssl.* in the file"
                            + " of --config"),
            new Row(
                    AuthorizationException.class,
                    CliExit.FAILURE,
                    "Rights are missing: reading needs READ on the topic runbridge-dead-letters, replaying WRITE on"
                            + " the topics that the records go to"),
            new Row(
                    UnknownTopicOrPartitionException.class,
                    CliExit.NOT_FOUND,
                    "The topic does not exist on this broker; is it the right one?"),
            new Row(
                    RecordTooLargeException.class,
                    CliExit.REFUSED,
                    "The topic takes no record of this length; raise its max.message.bytes"),
            new Row(
                    TimeoutException.class,
                    CliExit.FAILURE,
                    "The broker does not answer in time; check --bootstrap-server, and that this machine reaches the"
                            + " addresses that the broker advertises"));

    private KafkaFailures() {}

    /** The first row that fits the failure or one of its causes. */
    public static CommandFailure tell(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Row row : ROWS) {
                if (row.type().isInstance(cause)) {
                    return new CommandFailure(row.exit(), row.advice() + " (" + cause.getMessage() + ")", failure);
                }
            }
        }
        return new CommandFailure(
                CliExit.FAILURE,
                "It failed unexpectedly: " + failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                failure);
    }
}
