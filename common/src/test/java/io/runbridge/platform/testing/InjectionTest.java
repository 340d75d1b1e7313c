package io.runbridge.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.Answer;
import io.runbridge.platform.FoundRun;
import io.runbridge.platform.PlatformType;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.RunRef;
import io.runbridge.platform.StartRun;
import io.runbridge.platform.StartedRun;
import io.runbridge.platform.testing.LocalServer.Reply;
import io.runbridge.platform.testing.LocalServer.Request;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Recovery;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is passed for an id, by a sender or by the platform itself, is refused or arrives as one encoded segment or
 * one query value: the request line that the server saw has one of the known shapes.
 */
class InjectionTest {

    private static final String VALUE = "((?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+)";

    private static final String FACTORY = Pattern.quote(PlatformSettings.path(PlatformType.DATA_FACTORY));

    /** Every address that an adapter may call; what varies is caught. */
    private static final List<Pattern> SHAPES = Stream.of(
                    "/pipelines/V\\?api-version=2020-12-01",
                    "/pipelines/V/createRun\\?api-version=2020-12-01",
                    "/pipelines/V/createRun\\?api-version=2020-12-01&referencePipelineRunId=V",
                    "/pipelines/V/createRun\\?api-version=2020-12-01&referencePipelineRunId=V&isRecovery=true"
                            + "&startActivityName=V",
                    "/pipelineruns/V\\?api-version=2020-12-01",
                    "/pipelineruns/V/cancel\\?api-version=2020-12-01&isRecursive=true",
                    "/queryPipelineRuns\\?api-version=2020-12-01",
                    "/api/2\\.1/jobs/run-now",
                    "/api/2\\.2/jobs/runs/get\\?run_id=V",
                    "/api/2\\.2/jobs/runs/cancel",
                    "/api/2\\.0/pipelines/V/updates",
                    "/api/2\\.0/pipelines/V/updates\\?page_token=V",
                    "/api/2\\.0/pipelines/V/updates/V",
                    "/api/2\\.0/pipelines/V/updates/V/stop",
                    "/api/2\\.0/pipelines/V/stop",
                    "/api/2\\.0/pipelines/V/events\\?max_results=25&filter=V")
            .flatMap(shape -> Stream.of(shape, FACTORY + shape.replace("2020-12-01", "2018-06-01")))
            .map(shape -> Pattern.compile(shape.replace("V", VALUE)))
            .toList();

    private static final List<String> CORPUS = List.of(
            "..",
            ".",
            "../../admin",
            "a/../../b",
            "..\\..\\x",
            "%2e%2e",
            "%2e%2e%2fadmin",
            "a%2Fb",
            "%252e%252e",
            "/",
            "//evil.test/x",
            "\\",
            "a/b",
            "a?api-version=1",
            "a?x=1#y",
            "#",
            "a&isRecovery=true",
            "a=b;c",
            "a%00b",
            "a\u0000b",
            "a\r\nHost: evil.test",
            "a\r\n\r\nGET /admin HTTP/1.1",
            "a\nb",
            "a b",
            "a\tb",
            "a\u2028b",
            "\u2025", // two dot leader
            "\uFF0E\uFF0E\uFF0Fadmin", // full width dots and slash
            "\u2215\u2044", // division and fraction slash
            "\u202Eabc",
            "\uD800",
            "http://evil.test/",
            "@evil.test",
            ":80/x",
            "1:..",
            "..:1",
            "1:2/../../stop",
            "7\u0660", // an Arabic digit
            "-1",
            "0",
            "1e3",
            "99999999999999999999",
            "' or update_id != '",
            "a' or 'a' = 'a",
            "{run_id}",
            "",
            "x".repeat(100_000),
            "9".repeat(5_000));

    private final AtomicReference<Reply> reply = new AtomicReference<>(Reply.json(404, "{}"));
    private LocalPlatform platform;
    private int asserted;

    @AfterEach
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @EnumSource(PlatformType.class)
    void shouldKeepWhatSendersNameInItsPlace(PlatformType type) {
        open(type);
        for (String id : CORPUS) {
            type.jobTypes().forEach(jobType -> callEverythingWith(platform.adapter(jobType), jobType, id));
            assertShapes(id);
        }
    }

    private void callEverythingWith(RunAdapter adapter, JobType jobType, String id) {
        LocalPlatform.get(adapter.start(Starts.of(jobType, id), () -> true));
        LocalPlatform.get(
                adapter.start(Starts.recovering(Starts.of(jobType, "42"), new Recovery(id, true, id)), () -> true));
        LocalPlatform.get(
                adapter.start(Starts.recovering(Starts.of(jobType, "42"), new Recovery("r-1", true, id)), () -> true));
        for (String runId : List.of(id, "p-1:" + id, id + ":u-1")) {
            RunRef run = new RunRef(jobType, id, runId);
            LocalPlatform.get(LocalPlatform.look(adapter, run));
            LocalPlatform.get(adapter.cancel(run));
            assertThat(adapter.monitoringUrl(run)).doesNotContain("\r", "\n", "\\", "\u202E");
        }
        LocalPlatform.get(adapter.lookUp(Set.of(id), Instant.EPOCH));
    }

    @ParameterizedTest
    @EnumSource(PlatformType.class)
    void shouldNotBelieveARunIdThatNamesSomethingElse(PlatformType type) {
        open(type);
        for (String id : CORPUS) {
            reply.set(Reply.json(200, "{\"runId\":V,\"run_id\":V,\"update_id\":V}".replace("V", quoted(id))));
            for (JobType jobType : type.jobTypes()) {
                RunAdapter adapter = platform.adapter(jobType);
                StartRun start = Starts.of(jobType, "42");
                Answer<StartedRun> answer = LocalPlatform.get(adapter.start(start, () -> true));
                if (answer instanceof Answer.Success<StartedRun> success) {
                    String runId = success.value().runId();
                    assertThat(runId).matches("[A-Za-z0-9:_-]{1,200}");
                    LocalPlatform.get(LocalPlatform.look(adapter, new RunRef(jobType, "42", runId)));
                }
            }
            assertShapes(id);
        }
    }

    @ParameterizedTest
    @EnumSource(PlatformType.class)
    void shouldKeepIdsAndPageTokensOfListsInTheirPlace(PlatformType type) {
        open(type);
        RunAdapter adapter = type.jobTypes().stream()
                .map(platform::adapter)
                .filter(candidate -> candidate.settlement() == Settlement.LISTING)
                .findFirst()
                .orElseThrow();
        for (String id : CORPUS) {
            for (String runId : List.of(id, "good-1")) {
                reply.set(Reply.json(
                        200,
                        ("{\"value\":[{\"runId\":R,\"pipelineName\":\"p-1\"}],\"continuationToken\":T,\"nextLink\":T,"
                                        + "\"updates\":[{\"update_id\":R,\"state\":\"RUNNING\"}],\"next_page_token\":T}")
                                .replace("R", quoted(runId))
                                .replace("T", quoted(id))));
                Answer<List<FoundRun>> answer = LocalPlatform.get(adapter.lookUp(Set.of("p-1"), Instant.EPOCH));
                if (answer instanceof Answer.Success<List<FoundRun>> success) {
                    assertThat(success.value())
                            .allSatisfy(run -> assertThat(run.runId()).matches("[A-Za-z0-9:_-]{1,200}"));
                }
                assertShapes(id);
            }
        }
    }

    /** Every request has a known shape, and a segment that is the id is the whole of it. */
    private void assertShapes(String id) {
        List<Request> requests = platform.requests();
        for (Request request : requests.subList(asserted, requests.size())) {
            List<String> values = SHAPES.stream()
                    .map(shape -> shape.matcher(request.uri()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(InjectionTest::groups)
                    .orElseThrow(() -> new AssertionError("unknown address " + request.uri()));
            assertThat(request.uri().replaceFirst("\\?.*", "").split("/", -1)).doesNotContain(".", "..");
            assertThat(values.stream()
                            .map(value -> URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8)))
                    .as(request.uri())
                    .allSatisfy(value -> assertThat(value)
                            .satisfiesAnyOf(
                                    v -> assertThat(v).isEqualTo(encodable(id)),
                                    v -> assertThat(v).matches("[A-Za-z0-9_-]+"),
                                    v -> assertThat(v).matches("update_id = '[A-Za-z0-9-]+'")));
            assertThat(request.headers().get("host")).startsWith("localhost:");
            assertThat(request.headers().keySet())
                    .isSubsetOf(
                            Set.of("host", "accept", "user-agent", "authorization", "content-type", "content-length"));
        }
        asserted = requests.size();
    }

    private static List<String> groups(Matcher matcher) {
        return Stream.iterate(1, i -> i <= matcher.groupCount(), i -> i + 1)
                .map(matcher::group)
                .toList();
    }

    private static String quoted(String text) {
        return text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining("", "\"", "\""));
    }

    /** Half a character is no text. */
    private static String encodable(String id) {
        return new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void open(PlatformType type) {
        platform = new LocalPlatform(type, Map.of(), request -> reply.get());
    }
}
