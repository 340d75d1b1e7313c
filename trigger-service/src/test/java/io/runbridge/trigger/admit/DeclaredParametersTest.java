package io.runbridge.trigger.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.config.ConfigLoader;
import io.runbridge.config.StartConfig;
import io.runbridge.event.AvroSafety;
import io.runbridge.platform.Problem;
import io.runbridge.platform.parameter.ParameterValue;
import io.runbridge.schemas.DataType;
import io.runbridge.schemas.Direction;
import io.runbridge.schemas.Job;
import io.runbridge.schemas.JobParameter;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.Parameter;
import io.runbridge.schemas.Recovery;
import io.runbridge.schemas.RunRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredParametersTest {

    private static final String PLAIN = "is a SECRET, but the platform does not keep the parameter secret";
    private static final String REFERENCE =
            "is declared SECRET and needs a SECRET reference vault://<vault>/<name>, never the value itself";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "runbridge.kafka.properties.bootstrap.servers", "unused:9092",
            "runbridge.schema-registry.properties.schema.registry.url", "mock://unused",
            "runbridge.platforms.p.type", "synapse",
            "runbridge.platforms.p.endpoint", "https://p.test",
            "runbridge.platforms.p.auth.method", "client-secret",
            "runbridge.platforms.p.auth.tenant-id", "t",
            "runbridge.platforms.p.auth.client-id", "c",
            "runbridge.platforms.p.auth.client-secret", "s"));

    @BeforeAll
    static void trustTheContract() {
        AvroSafety.install();
    }

    /**
     * Pipelines of Synapse and Data Factory: declared type, given value and its own type, and the JSON that is sent or the
     * text of the rejection.
     */
    static Stream<Arguments> typed() {
        return Stream.of(
                row(DataType.STRING, "abc", null, "\"abc\""),
                row(DataType.STRING, "2026-11-22T08:00:00.1234567Z", null, "\"2026-11-22T08:00:00.1234567Z\""),
                row(DataType.STRING, "7", DataType.STRING, "\"7\""),
                row(DataType.STRING, 7L, null, "is declared STRING and needs text, not INT"),
                row(DataType.STRING, 2.5, null, "is declared STRING and needs text, not FLOAT"),
                row(DataType.STRING, true, null, "is declared STRING and needs text, not BOOL"),
                row(DataType.STRING, "{}", DataType.OBJECT, "is declared STRING and needs text, not OBJECT"),
                row(DataType.STRING, null, null, "null"),
                row(DataType.INT, 7L, null, "7"),
                row(DataType.INT, Long.MAX_VALUE, DataType.INT, "9223372036854775807"),
                row(DataType.INT, "7", null, "is declared INT and needs a whole number, not STRING"),
                row(DataType.INT, "7", DataType.STRING, "is declared INT and needs a whole number, not STRING"),
                row(DataType.INT, 7.0, null, "is declared INT and needs a whole number, not FLOAT"),
                row(DataType.INT, true, null, "is declared INT and needs a whole number, not BOOL"),
                row(DataType.INT, 7L, DataType.FLOAT, "is declared INT and needs a whole number, not FLOAT"),
                row(DataType.FLOAT, 2.5, null, "2.5"),
                row(DataType.FLOAT, 7L, null, "7"),
                row(DataType.FLOAT, 7L, DataType.INT, "7"),
                row(DataType.FLOAT, "2.5", null, "is declared FLOAT and needs a number, not STRING"),
                row(DataType.FLOAT, false, null, "is declared FLOAT and needs a number, not BOOL"),
                row(DataType.BOOL, false, null, "false"),
                row(DataType.BOOL, 1L, null, "is declared BOOL and needs true or false, not INT"),
                row(DataType.BOOL, 0.0, null, "is declared BOOL and needs true or false, not FLOAT"),
                row(DataType.BOOL, "true", null, "is declared BOOL and needs true or false, not STRING"),
                row(DataType.OBJECT, "{\"b\":[1,2.50]}", DataType.OBJECT, "{\"b\":[1,2.50]}"),
                row(DataType.OBJECT, "{\"b\":1}", null, "{\"b\":1}"),
                row(
                        DataType.OBJECT,
                        "[1]",
                        null,
                        "is declared OBJECT and needs the JSON text of an object, not STRING"),
                row(
                        DataType.OBJECT,
                        "{}",
                        DataType.STRING,
                        "is declared OBJECT and needs the JSON text of an object, not STRING"),
                row(
                        DataType.OBJECT,
                        "[1]",
                        DataType.ARRAY,
                        "is declared OBJECT and needs the JSON text of an object, not ARRAY"),
                row(DataType.ARRAY, "[1,null]", DataType.ARRAY, "[1,null]"),
                row(DataType.ARRAY, "[\"x\"]", null, "[\"x\"]"),
                row(DataType.ARRAY, "{}", null, "is declared ARRAY and needs the JSON text of an array, not STRING"),
                row(DataType.ARRAY, 7L, null, "is declared ARRAY and needs the JSON text of an array, not INT"),
                row(DataType.STRING, "vault://v/n", DataType.SECRET, PLAIN),
                row(DataType.INT, "vault://v/n", DataType.SECRET, PLAIN),
                row(DataType.UNKNOWN, "vault://v/n", DataType.SECRET, PLAIN),
                row(DataType.SECRET, "hunter2", null, REFERENCE),
                row(DataType.SECRET, "vault://v/n", null, REFERENCE),
                row(DataType.SECRET, 7L, null, REFERENCE),
                row(DataType.SECRET, null, null, "null"),
                row(DataType.UNKNOWN, "abc", null, "\"abc\""),
                row(DataType.UNKNOWN, 7L, null, "7"));
    }

    private static Arguments row(DataType declared, Object value, DataType given, String wanted) {
        return Arguments.of(declared, value, given, wanted);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void shouldSendToSynapseWhatTheDeclaredTypeTakesAndNothingElse(
            DataType declared, Object value, DataType given, String wanted) {
        Admitted admitted =
                fit(JobType.SYNAPSE_PIPELINE, List.of(declared("x", declared)), parameter("x", value, given));

        assertThat(said(admitted)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void shouldSendToDataFactoryWhatTheDeclaredTypeTakesAndNothingElse(
            DataType declared, Object value, DataType given, String wanted) {
        Admitted admitted =
                fit(JobType.DATA_FACTORY_PIPELINE, List.of(declared("x", declared)), parameter("x", value, given));

        assertThat(said(admitted)).isEqualTo(wanted);
    }

    /** Jobs of Databricks: the guessed type, given value and its own type, and the text that is sent. */
    static Stream<Arguments> texts() {
        return Stream.of(
                row(DataType.STRING, "abc", null, "abc"),
                row(DataType.STRING, 7L, null, "7"),
                row(DataType.STRING, true, null, "true"),
                row(DataType.INT, 7L, null, "7"),
                row(DataType.INT, Long.MAX_VALUE, null, "9223372036854775807"),
                row(DataType.INT, "007", null, "007"),
                row(DataType.INT, "not a number", null, "not a number"),
                row(DataType.FLOAT, 2.5, null, "2.5"),
                row(DataType.FLOAT, 1e21, null, "1000000000000000000000"),
                row(DataType.BOOL, false, null, "false"),
                row(DataType.BOOL, 7L, null, "7"),
                row(DataType.OBJECT, "{\"b\":[1,2.50]}", DataType.OBJECT, "{\"b\":[1,2.50]}"),
                row(DataType.ARRAY, "[1, null]", DataType.ARRAY, "[1,null]"),
                row(DataType.STRING, "vault://v/n", DataType.SECRET, PLAIN));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldSendToDatabricksJobsWhateverIsGivenAsText(
            DataType guessed, Object value, DataType given, String wanted) {
        for (JobType jobType : List.of(JobType.DATABRICKS_JOB, JobType.DATABRICKS_WORKFLOW)) {
            Admitted admitted = fit(jobType, List.of(declared("x", guessed)), parameter("x", value, given));

            assertThat(admitted.problems().isEmpty() ? text(admitted) : said(admitted))
                    .isEqualTo(wanted);
        }
    }

    /** Pipelines of Databricks: their switch is a BOOL, their selections are ARRAYs. */
    static Stream<Arguments> updates() {
        return Stream.of(
                row(DataType.BOOL, true, null, "true"),
                row(DataType.BOOL, false, DataType.BOOL, "false"),
                row(DataType.BOOL, "yes", null, "is declared BOOL and needs true or false, not STRING"),
                row(DataType.BOOL, 1L, null, "is declared BOOL and needs true or false, not INT"),
                row(DataType.ARRAY, "[\"orders\"]", DataType.ARRAY, "[\"orders\"]"),
                row(DataType.ARRAY, "[\"orders\"]", null, "[\"orders\"]"),
                row(
                        DataType.ARRAY,
                        "orders",
                        null,
                        "is declared ARRAY and needs the JSON text of an array, not STRING"),
                row(DataType.BOOL, "vault://v/n", DataType.SECRET, PLAIN));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void shouldSendToDatabricksPipelinesWhatTheDeclaredTypeTakesAndNothingElse(
            DataType declared, Object value, DataType given, String wanted) {
        Admitted admitted =
                fit(JobType.DATABRICKS_PIPELINE, List.of(declared("x", declared)), parameter("x", value, given));

        assertThat(said(admitted)).isEqualTo(wanted);
    }

    /** Everything is text there, and what a default looks like is a guess. */
    @ParameterizedTest
    @EnumSource(names = {"DATABRICKS_JOB", "DATABRICKS_WORKFLOW"})
    void shouldBindNobodyToAGuessedType(JobType jobType) {
        Admitted admitted = fit(
                jobType,
                List.of(declared("n", DataType.INT), declared("b", DataType.BOOL)),
                parameter("n", "not a number", null),
                parameter("b", 7L, null));

        assertThat(admitted.problems()).isEmpty();
        assertThat(admitted.request().getParameters())
                .containsExactly(parameter("n", "not a number", null), parameter("b", 7L, null));
    }

    @Test
    void shouldTakeASecretForASecureString() {
        Parameter secret = parameter("key", "vault://v/n", DataType.SECRET);

        Admitted admitted = fit(JobType.SYNAPSE_PIPELINE, List.of(declared("key", DataType.SECRET)), secret);

        assertThat(admitted.problems()).isEmpty();
        assertThat(admitted.request().getParameters()).containsExactly(secret);
    }

    @ParameterizedTest
    @EnumSource(names = {"SYNAPSE_PIPELINE", "DATABRICKS_JOB"})
    void shouldSendASecretForAPlainParameterIfToldTo(JobType jobType) {
        settings.put("runbridge.platforms.p.starts.plain-secrets", "true");

        assertThat(fit(
                                jobType,
                                List.of(declared("key", DataType.STRING)),
                                parameter("key", "vault://v/n", DataType.SECRET))
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldRefuseATextForTheSwitchOfADatabricksPipeline() {
        Admitted admitted = fit(
                JobType.DATABRICKS_PIPELINE,
                List.of(declared("full_refresh", DataType.BOOL)),
                parameter("full_refresh", "true", null));

        assertThat(said(admitted)).isEqualTo("is declared BOOL and needs true or false, not STRING");
    }

    @Test
    void shouldNameEveryProblemAtOnce() {
        Admitted admitted = fit(
                JobType.SYNAPSE_PIPELINE,
                List.of(declared("a", DataType.INT), required("b")),
                parameter("a", "x", null),
                parameter("c", 1L, null));

        assertThat(admitted.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "parameters[a] is declared INT and needs a whole number, not STRING",
                        "parameters[c] is not declared by the job, which declares a, b: declare it in the pipeline and publish that, then import the job again",
                        "parameters[b] is required: the job has no default for it");
    }

    @Test
    void shouldTakeNamesAsThePlatformDoes() {
        assertThat(fit(JobType.SYNAPSE_PIPELINE, List.of(required("Since")), parameter("sINCE", "x", null))
                        .problems())
                .isEmpty();
        assertThat(fit(
                                JobType.DATABRICKS_JOB,
                                List.of(declared("Since", DataType.STRING)),
                                parameter("since", "x", null))
                        .problems())
                .extracting(Problem::rule)
                .containsExactly(
                        "is not declared by the job, which declares Since: declare it in the job's settings under job parameters, then import the job again");
    }

    @Test
    void shouldNotMissWhatTheStartItselfGives() {
        settings.put("runbridge.platforms.p.starts.correlation-parameter", "RunbridgeId");

        assertThat(fit(JobType.SYNAPSE_PIPELINE, List.of(required("runbridgeid")))
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldMissNothingInARecoveryWhichTakesTheEarlierValues() {
        RunRequest request = RunRequest.newBuilder(request(JobType.SYNAPSE_PIPELINE))
                .setRecovery(Recovery.newBuilder().setReferenceRunId("r").build())
                .build();

        assertThat(new DeclaredParameters(request, job(request, List.of(required("a"))), config())
                        .fit()
                        .problems())
                .isEmpty();
    }

    @Test
    void shouldNotSendWhatIsForReferenceOnly() {
        Admitted admitted = fit(
                JobType.DATABRICKS_WORKFLOW,
                List.of(declared("date", DataType.STRING), reference("table")),
                parameter("date", "x", null),
                parameter("table", "t", null));

        assertThat(admitted.problems()).isEmpty();
        assertThat(admitted.request().getParameters())
                .extracting(Parameter::getDirection)
                .containsExactly(Direction.INPUT, Direction.OUTPUT);
    }

    @Test
    void shouldRefuseWhatIsForReferenceOnlyIfToldTo() {
        settings.put("runbridge.platforms.p.starts.reference-parameters", "reject");

        assertThat(said(fit(JobType.DATABRICKS_WORKFLOW, List.of(reference("table")), parameter("table", "t", null))))
                .isEqualTo("is listed for reference only: the platform takes no value for it with a run");
    }

    @Test
    void shouldSayThatAJobDeclaresNothing() {
        assertThat(said(fit(JobType.SYNAPSE_PIPELINE, List.of(), parameter("x", "t", null))))
                .isEqualTo(
                        "is not declared by the job, which declares none: declare it in the pipeline and publish that, then import the job again");
    }

    /** The only problem's rule, or the JSON of the only parameter. */
    private static String said(Admitted admitted) {
        if (!admitted.problems().isEmpty()) {
            assertThat(admitted.problems()).hasSize(1);
            return admitted.problems().get(0).rule();
        }
        ParameterValue value =
                ParameterValue.of(admitted.request().getParameters().get(0));
        return ((ParameterValue.Rendered) value).json().toString();
    }

    /** The only parameter as text. */
    private static String text(Admitted admitted) {
        ParameterValue value =
                ParameterValue.of(admitted.request().getParameters().get(0));
        return ((ParameterValue.Rendered) value).text();
    }

    private Admitted fit(JobType jobType, List<JobParameter> declared, Parameter... given) {
        RunRequest request = RunRequest.newBuilder(request(jobType))
                .setParameters(Arrays.asList(given))
                .build();
        return new DeclaredParameters(request, job(request, declared), config()).fit();
    }

    private StartConfig config() {
        return ConfigLoader.fromMap(settings).platforms().get("p").starts();
    }

    private static RunRequest request(JobType jobType) {
        return RunRequest.newBuilder()
                .setRequestId("r")
                .setPlatform("p")
                .setJobType(jobType)
                .setExternalId("j")
                .setParameters(List.of())
                .setRequestedAt(Instant.EPOCH)
                .build();
    }

    private static Job job(RunRequest request, List<JobParameter> declared) {
        return Job.newBuilder()
                .setPlatform(request.getPlatform())
                .setJobType(request.getJobType())
                .setExternalId(request.getExternalId())
                .setName("j")
                .setParameters(declared)
                .setImportedAt(Instant.EPOCH)
                .build();
    }

    private static JobParameter declared(String name, DataType type) {
        return new JobParameter(name, type, Direction.INPUT, null, true, false);
    }

    private static JobParameter required(String name) {
        return new JobParameter(name, DataType.STRING, Direction.INPUT, null, true, true);
    }

    private static JobParameter reference(String name) {
        return new JobParameter(name, DataType.STRING, Direction.INPUT, "t", false, false);
    }

    private static Parameter parameter(String name, Object value, DataType type) {
        return new Parameter(name, value, type, Direction.INPUT);
    }
}
