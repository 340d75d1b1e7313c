package io.runbridge.simulator.databricks.pipelines;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.http.Call;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter language of the event list, as far as it is documented: {@code =}, {@code in} and a timestamp that is
 * compared, joined by {@code and}.
 *
 * <p>Any thread. Source: databricks-sdk-java, ListPipelineEventsRequest; databricks/cli adds update_id.
 */
final class EventFilter {

    private static final Pattern CLAUSE = Pattern.compile(
            "\\s*(level|id|update_id|timestamp|event_type)\\s*(=|>=|<=|>|<|\\bin\\b)\\s*(\\([^)]*\\)|'[^']*')\\s*",
            Pattern.CASE_INSENSITIVE);

    private EventFilter() {}

    /** The predicate of a filter text; refused with 400 where it cannot be understood. */
    static Predicate<JsonObject> parse(Call call, String filter) {
        return Arrays.stream(filter.split("(?i)\\s+and\\s+"))
                .map(clause -> clause(call, clause))
                .reduce(event -> true, Predicate::and);
    }

    private static Predicate<JsonObject> clause(Call call, String text) {
        Matcher matcher = CLAUSE.matcher(text);
        if (!matcher.matches()) {
            throw DatabricksErrors.invalid(call, "Invalid filter: " + text);
        }
        String field = matcher.group(1);
        String operator = matcher.group(2);
        List<String> values = Arrays.stream(
                        matcher.group(3).replaceAll("[()']", "").split(","))
                .map(String::trim)
                .toList();
        if (operator.equals("=") || operator.equalsIgnoreCase("in")) {
            return event -> values.contains(value(event, field));
        }
        Instant bound = Instant.parse(values.get(0));
        return event -> compares(Instant.parse(value(event, field)).compareTo(bound), operator);
    }

    private static boolean compares(int sign, String operator) {
        return switch (operator) {
            case ">" -> sign > 0;
            case ">=" -> sign >= 0;
            case "<" -> sign < 0;
            default -> sign <= 0;
        };
    }

    private static String value(JsonObject event, String field) {
        return field.equals("update_id")
                ? event.getJsonObject("origin").getString("update_id")
                : event.getString(field);
    }
}
