package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.life.Life;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.Step;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code queryActivityruns}: the activities of a run, one after the other, each with an equal part of its time, in order and
 * pages.
 *
 * <p>Event loop only. Source: artifacts.json 2020-12-01, ActivityRun. An activity that has not begun is not listed.
 */
final class ActivityQuery {

    /** Operands that make sense for activities, and the field each looks at. */
    private static final Map<String, String> OPERANDS = Map.of(
            "ActivityName", "activityName",
            "ActivityType", "activityType",
            "Status", "status",
            "ActivityRunStart", "activityRunStart",
            "ActivityRunEnd", "activityRunEnd");

    private final World world;

    ActivityQuery(World world) {
        this.world = world;
    }

    Answer answer(Call call, PipelineRun run) {
        JsonObject body = call.json();
        Window window = Window.of(call, body);
        List<Filter> filters = Filter.of(call, body);
        int count = activities(run).size();
        List<JsonObject> found = IntStream.range(0, count)
                .mapToObj(index -> slice(run, index, count))
                .flatMap(Optional::stream)
                .filter(slice -> window.holds(slice.end().orElse(slice.start())))
                .map(slice -> toJson(run, slice))
                .filter(activity -> filters.stream().allMatch(filter -> holds(call, filter, activity)))
                .sorted(order(call, body))
                .toList();
        return Answer.json(200, page(call, body, found));
    }

    private static List<JsonObject> activities(PipelineRun run) {
        return Stream.concat(run.pipeline().activities().stream(), ReturnActivity.of(run).stream())
                .toList();
    }

    /** The token of a page is how many come before it. */
    private JsonObject page(Call call, JsonObject body, List<JsonObject> found) {
        int from = Optional.ofNullable(body.getString("continuationToken"))
                .map(token -> number(call, token))
                .orElse(0);
        int to = (int) Math.min(found.size(), from + world.settings().number(Setting.QUERY_PAGE_SIZE));
        JsonObject page = new JsonObject().put("value", new JsonArray(found.subList(Math.min(from, to), to)));
        return to < found.size() ? page.put("continuationToken", String.valueOf(to)) : page;
    }

    private static int number(Call call, String token) {
        try {
            return Integer.parseUnsignedInt(token);
        } catch (NumberFormatException e) {
            throw call.refuse(400, "BadRequest", "The continuation token is not valid.");
        }
    }

    private static Comparator<JsonObject> order(Call call, JsonObject body) {
        Comparator<JsonObject> order = Comparator.comparingInt(activity -> 0);
        for (Object item : body.getJsonArray("orderBy", new JsonArray())) {
            JsonObject by = (JsonObject) item;
            String field = field(call, by.getString("orderBy", ""));
            Comparator<JsonObject> next = Comparator.comparing(activity -> activity.getString(field, ""));
            order = order.thenComparing("DESC".equals(by.getString("order")) ? next.reversed() : next);
        }
        return order;
    }

    private static boolean holds(Call call, Filter filter, JsonObject activity) {
        return filter.holds(activity.getString(field(call, filter.operand())));
    }

    private static String field(Call call, String operand) {
        return Optional.ofNullable(OPERANDS.get(operand))
                .orElseThrow(() ->
                        call.refuse(400, "BadRequest", "The filter operand '" + operand + "' is not valid here."));
    }

    private record Slice(int index, long start, Optional<Long> end, String status) {}

    private Optional<Slice> slice(PipelineRun run, int index, int count) {
        long now = world.now();
        Life life = run.life();
        if (life.startedAt().isEmpty() || life.step(now) == Step.WAITING) {
            return Optional.empty();
        }
        long begin = life.phaseStart(1);
        long length =
                Math.max(0, life.startedAt().getAsLong() + life.behaviour().durationMillis() - begin);
        long start = begin + length * index / count;
        boolean last = index == count - 1;
        long due = last ? Long.MAX_VALUE : begin + length * (index + 1) / count;
        long over = life.over(now) ? life.end().orElse(now) : Long.MAX_VALUE;
        if (start > now || start > over) {
            return Optional.empty();
        }
        if (due <= Math.min(now, over)) {
            return Optional.of(new Slice(index, start, Optional.of(due), "Succeeded"));
        }
        return Optional.of(
                over == Long.MAX_VALUE
                        ? new Slice(index, start, Optional.empty(), "InProgress")
                        : new Slice(index, start, Optional.of(over), endStatus(life.outcome())));
    }

    private static String endStatus(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> "Succeeded";
            case CANCELLED -> "Cancelled";
            default -> "Failed";
        };
    }

    private JsonObject toJson(PipelineRun run, Slice slice) {
        JsonObject definition = activities(run).get(slice.index());
        boolean succeeded = slice.status().equals("Succeeded");
        boolean failed = slice.status().equals("Failed");
        String name = definition.getString("name");
        return new JsonObject()
                .put("pipelineName", run.pipeline().name())
                .put("pipelineRunId", run.runId())
                .put("activityName", name)
                .put("activityType", definition.getString("type", "Wait"))
                .put("activityRunId", id(run, name))
                .put("linkedServiceName", "")
                .put("status", slice.status())
                .put("activityRunStart", AzureTime.of(slice.start()))
                .put("activityRunEnd", slice.end().map(AzureTime::of).orElse(null))
                .put("durationInMs", slice.end().map(end -> end - slice.start()).orElse(null))
                .put("input", definition.getJsonObject("typeProperties", new JsonObject()))
                .put("output", succeeded ? definition.getJsonObject("output", new JsonObject()) : new JsonObject())
                .put(
                        "error",
                        new JsonObject()
                                .put("errorCode", failed ? "2001" : "")
                                .put("message", failed ? RunWords.message(run, world.now()) : "")
                                .put("failureType", failed ? "UserError" : "")
                                .put("target", name))
                .put("retryAttempt", null)
                .put("iterationHash", "");
    }

    private static String id(PipelineRun run, String activity) {
        byte[] seed = (run.runId() + "/" + activity).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString();
    }
}
