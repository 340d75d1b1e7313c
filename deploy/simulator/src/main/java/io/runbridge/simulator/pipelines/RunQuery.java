package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * {@code queryPipelineRuns}: window on lastUpdated, filters, order, pages with the token in the body.
 *
 * <p>Event loop only. What belongs to an answer is settled by its first page; each run is shown as it is when its page
 * is asked for. The last {@value #OPEN_QUERIES} unfinished queries are remembered.
 */
final class RunQuery {

    private static final int OPEN_QUERIES = 1_000;

    private final World world;
    private final PipelineBook book;
    private final RunView view;
    private final Map<String, List<PipelineRun>> rest = new LinkedHashMap<>();

    RunQuery(World world, PipelineBook book, RunView view) {
        this.world = world;
        this.book = book;
        this.view = view;
    }

    Answer answer(Call call) {
        JsonObject body = call.json();
        Window window = Window.of(call, body);
        Optional<String> token = Optional.ofNullable(body.getString("continuationToken"));
        List<PipelineRun> found = token.isPresent()
                ? Optional.ofNullable(rest.get(token.get()))
                        .orElseThrow(() -> call.refuse(400, "BadRequest", "The continuation token is not valid."))
                : search(call, body, window);
        int size = Math.min(found.size(), (int) world.settings().number(Setting.QUERY_PAGE_SIZE));
        JsonArray value = new JsonArray();
        found.subList(0, size).forEach(run -> value.add(view.of(run)));
        JsonObject page = new JsonObject().put("value", value);
        if (size < found.size()) {
            page.put("continuationToken", remember(found.subList(size, found.size())));
        }
        return Answer.json(200, page);
    }

    private String remember(List<PipelineRun> remaining) {
        String token = UUID.randomUUID().toString();
        rest.put(token, remaining);
        if (rest.size() > OPEN_QUERIES) {
            rest.remove(rest.keySet().iterator().next());
        }
        return token;
    }

    private List<PipelineRun> search(Call call, JsonObject body, Window window) {
        Stream<PipelineRun> runs = book.listed(window);
        for (Filter filter : Filter.of(call, body)) {
            RunField field = RunField.named(filter.operand())
                    .orElseThrow(() -> call.refuse(
                            400, "BadRequest", "The filter operand '" + filter.operand() + "' is not valid here."));
            runs = runs.filter(run -> filter.holds(field.of(run, book)));
        }
        return runs.sorted(order(call, body)).toList();
    }

    private Comparator<PipelineRun> order(Call call, JsonObject body) {
        Comparator<PipelineRun> order = Comparator.comparingInt(run -> 0);
        for (Object item : body.getJsonArray("orderBy", new JsonArray())) {
            JsonObject by = (JsonObject) item;
            String word = by.getString("orderBy", "");
            RunField field = RunField.named(word)
                    .filter(RunField::sortable)
                    .orElseThrow(() -> call.refuse(400, "BadRequest", "Runs cannot be ordered by '" + word + "'."));
            Comparator<PipelineRun> next = Comparator.comparing(run -> field.of(run, book));
            order = order.thenComparing("DESC".equals(by.getString("order")) ? next.reversed() : next);
        }
        return order;
    }
}
