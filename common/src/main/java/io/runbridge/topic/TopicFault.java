package io.runbridge.topic;

/**
 * A setting of a topic that a promise does not survive. Immutable, any thread.
 *
 * @param topic name
 * @param setting Kafka's own key, or replication.factor
 * @param value in force
 * @param reason a half sentence: what it would break
 * @param remedy a half sentence: what to set
 * @param gravity whether the service may start
 */
record TopicFault(String topic, String setting, String value, String reason, Remedy remedy, Gravity gravity) {

    /** What follows. */
    enum Gravity {
        /** The service does not start. */
        REFUSED,
        /** It is logged. */
        WARNED
    }

    /**
     * How to mend it.
     *
     * @param setting Kafka's own key
     * @param value a good one
     */
    record Remedy(String setting, String value) {

        private String command(String topic) {
            // A value with a comma is a list to the tool, unless it is bracketed.
            String text = value.contains(",") ? "[" + value + "]" : value;
            return "kafka-configs.sh --bootstrap-server HOST:PORT --alter --entity-type topics --entity-name " + topic
                    + " --add-config '" + setting + "=" + text + "'";
        }
    }

    /** One line: topic, setting, value, what it breaks, and the command that mends it. */
    String line() {
        return topic + ": " + setting + "=" + value + " " + reason + "; mend it: " + remedy.command(topic);
    }
}
