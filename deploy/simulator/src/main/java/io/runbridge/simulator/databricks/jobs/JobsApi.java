package io.runbridge.simulator.databricks.jobs;

import io.runbridge.simulator.databricks.DatabricksErrors;
import io.runbridge.simulator.databricks.PageToken;
import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Dialect;
import io.runbridge.simulator.http.Endpoint;
import io.runbridge.simulator.http.EndpointTable;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.life.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The endpoints of the Databricks Jobs API, the same table under 2.1 and 2.2.
 *
 * <p>Event loop only. Source: databricks-sdk-java, JobsImpl; Jobs 2.1 OpenAPI.
 */
public final class JobsApi {

    private static final int LIST_DEFAULT = 20;
    private static final int LIST_MAX = 100;

    private final JobBook book;
    private final Lookup lookup;
    private final RunStarts starts;
    private final RunReads reads;
    private final RunActions actions;

    /** The endpoints over one workspace. */
    public JobsApi(World world, JobBook book) {
        this.book = book;
        this.lookup = new Lookup(world.settings(), book);
        this.starts = new RunStarts(book, lookup);
        this.reads = new RunReads(world, book, lookup);
        this.actions = new RunActions(world, book, lookup);
    }

    /** The endpoint table; operations have the same name in both versions. */
    public List<Endpoint> endpoints(Guard guard) {
        return Stream.of("2.1", "2.2").flatMap(version -> table(version, guard)).toList();
    }

    private Stream<Endpoint> table(String version, Guard guard) {
        String root = "/api/" + version + "/jobs";
        return new EndpointTable("jobs", Dialect.DATABRICKS, guard)
                        .get("list", root + "/list", this::list)
                        .get("get", root + "/get", this::get)
                        .post("run-now", root + "/run-now", starts::runNow)
                        .post("runs/submit", root + "/runs/submit", starts::submit)
                        .get("runs/get", root + "/runs/get", reads::get)
                        .get("runs/list", root + "/runs/list", reads::list)
                        .get("runs/get-output", root + "/runs/get-output", reads::output)
                        .post("runs/cancel", root + "/runs/cancel", actions::cancel)
                        .post("runs/cancel-all", root + "/runs/cancel-all", actions::cancelAll)
                        .post("runs/repair", root + "/runs/repair", actions::repair)
                        .post("runs/delete", root + "/runs/delete", actions::delete)
                        .rows()
                        .stream();
    }

    private Answer list(Call call) {
        int limit = call.query("limit").map(Integer::parseInt).orElse(LIST_DEFAULT);
        if (limit < 1 || limit > LIST_MAX) {
            throw DatabricksErrors.invalid(call, "limit must be between 1 and " + LIST_MAX + ", was " + limit + ".");
        }
        Optional<PageToken> token = call.query("page_token").map(PageToken::decode);
        Optional<String> name = call.query("name");
        int offset = call.query("offset").map(Integer::parseInt).orElse(0);
        List<JobDefinition> found = book.jobs().stream()
                .filter(job -> name.map(job.name()::equalsIgnoreCase).orElse(true))
                .filter(job -> token.map(place -> job.jobId() > place.id()).orElse(true))
                .skip(offset)
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        JsonArray jobs = new JsonArray();
        found.stream().limit(limit).forEach(job -> jobs.add(base(call, job)));
        JsonObject page = new JsonObject();
        if (!jobs.isEmpty()) {
            page.put("jobs", jobs);
        }
        if (more) {
            page.put("next_page_token", new PageToken(0, found.get(limit - 1).jobId()).encoded());
        }
        if (!ArrayPages.paged(call)) {
            page.put("has_more", more);
        }
        return Answer.json(200, page);
    }

    private static JsonObject base(Call call, JobDefinition job) {
        JsonObject settings = job.settings().copy();
        JsonObject json = describe(job);
        if (!call.flag("expand_tasks")) {
            settings.remove("tasks");
            settings.remove("job_clusters");
        } else if (settings.getJsonArray("tasks").size() > 100) {
            ArrayPages.cut(call, json, settings, "tasks");
            json.remove("next_page_token");
        }
        return json.put("settings", settings);
    }

    private Answer get(Call call) {
        JobDefinition job = lookup.job(call, Lookup.id(call, "job_id"));
        JsonObject settings = job.settings().copy();
        JsonObject answer = describe(job).put("run_as_user_name", "simulator@example.com");
        ArrayPages.cut(call, answer, settings, "tasks", "job_clusters", "environments", "parameters");
        return Answer.json(200, answer.put("settings", settings));
    }

    private static JsonObject describe(JobDefinition job) {
        return new JsonObject()
                .put("job_id", job.jobId())
                .put("created_time", job.createdAt())
                .put("creator_user_name", "simulator@example.com");
    }
}
