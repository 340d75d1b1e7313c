package io.runbridge.simulator.datafactory;

import io.runbridge.simulator.life.Crowd;
import io.runbridge.simulator.life.Outcome;
import io.runbridge.simulator.life.Platform;
import io.runbridge.simulator.life.RunSource;
import io.runbridge.simulator.life.World;
import io.runbridge.simulator.pipelines.PipelineApi;
import io.runbridge.simulator.pipelines.PipelineBook;
import io.runbridge.simulator.pipelines.PipelineService;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The factories of one resource group; names in any case, as Azure Resource Manager takes them. Event loop only. */
public final class Factories implements RunSource {

    static final PipelineService SERVICE = new PipelineService(
            Platform.DATA_FACTORY,
            "2018-06-01",
            "/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.DataFactory/factories/:factory",
            "/pipelineruns/:runId/queryActivityruns",
            200,
            "runDimensions",
            "Microsoft.DataFactory/factories");

    /** The one that is always there. */
    private static final String KNOWN = "simulator";

    /** A pipeline that it has besides those of every book, so that a job can be told from Synapse's by its name. */
    private static final JsonObject OWN_PIPELINE = new JsonObject(
            "{\"name\":\"load-customers\",\"parameters\":{\"day\":{\"type\":\"String\",\"defaultValue\":\"2026-01-01\"}}}");

    private record Factory(PipelineBook book, PipelineApi api) {}

    private final World world;
    private final Map<String, Factory> byName = new TreeMap<>();

    Factories(World world) {
        this.world = world;
        reset();
    }

    @Override
    public void reset() {
        byName.clear();
        factory(KNOWN).book().define(OWN_PIPELINE);
    }

    /**
     * Publishes a pipeline, or a new version of it, in the factory that the definition names, which is made if it is not
     * there.
     *
     * @throws IllegalArgumentException or ClassCastException naming what is wrong
     */
    public void define(JsonObject definition) {
        JsonObject pipeline = definition.copy();
        String factory =
                Optional.ofNullable((String) pipeline.remove("factory")).orElse(KNOWN);
        factory(factory).book().define(pipeline);
    }

    /** Deletes a pipeline from every factory; its runs stay. False if there is none of that name. */
    public boolean undefine(String name) {
        boolean found = false;
        for (Factory factory : byName.values()) {
            found |= factory.book().undefine(name);
        }
        return found;
    }

    Optional<PipelineApi> named(String name) {
        return Optional.ofNullable(byName.get(key(name))).map(Factory::api);
    }

    private Factory factory(String name) {
        return byName.computeIfAbsent(key(name), none -> {
            PipelineBook book = new PipelineBook(world, SERVICE, name);
            return new Factory(book, new PipelineApi(world, book));
        });
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Platform platform() {
        return Platform.DATA_FACTORY;
    }

    @Override
    public Stream<JsonObject> runs() {
        return byName.entrySet().stream()
                .flatMap(entry -> entry.getValue().book().runs().map(run -> run.put("factory", entry.getKey())));
    }

    /** In the factory that is always there. */
    @Override
    public List<String> fill(Crowd crowd) {
        return factory(KNOWN).book().fill(crowd);
    }

    @Override
    public boolean end(String runId, Outcome outcome) {
        return byName.values().stream().anyMatch(factory -> factory.book().end(runId, outcome));
    }

    @Override
    public boolean forget(String runId) {
        return byName.values().stream().anyMatch(factory -> factory.book().forget(runId));
    }
}
