package io.runbridge.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorBodyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error":{"code":"PipelineNotFound","message":"No such pipeline."}}                        | PipelineNotFound | No such pipeline.
            {"error":{"code":"A","message":"b","target":"pipeline/p/"}}                                | A | b [pipeline/p/]
            {"error":{"code":"A","message":"b","details":[{"error":{"code":"C","message":"d"}}]}}      | A | b; C: d
            {"error":{"code":"A","message":"b","details":[{"code":"C","message":"d","target":"t"}]}}   | A | b; C: d [t]
            {"error":{"code":"A","message":"b","details":[{"error":{"code":"C","message":"d","details":[{"message":"e"}]}}]}} | A | b; C: d; e
            {"code":"A","message":"b"}                                                                 | A | b
            {"error_code":"INVALID_STATE","message":"no"}                                              | INVALID_STATE | no
            {"error_code":403,"message":"no"}                                                          | 403 | no
            {"error":"legacy text"}                                                                    | `` | legacy text
            {"error":"invalid_client","error_description":"AADSTS7000215: bad"}                        | `` | AADSTS7000215: bad
            {"detail":"user unknown","status":"404","scimType":"noTarget"}                             | noTarget | user unknown
            {"message":"The specified pipeline x was not found."}                                      | `` | The specified pipeline x was not found.
            {"error_code":"X","message":"y","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"R"}]} | X | y; R
            RESOURCE_EXHAUSTED: slow down                                                              | RESOURCE_EXHAUSTED | slow down
            <html><head><title>502 Bad Gateway</title></head><body>x</body></html>                     | `` | 502 Bad Gateway
            <html><body><h1>Oops</h1><script>evil()</script> gone</body></html>                        | `` | Oops gone
            <html><pre>INTERNAL_ERROR: no</pre></html>                                                 | INTERNAL_ERROR | no
            just text                                                                                  | `` | just text
            ``                                                                                         | `` | ``
            {}                                                                                         | `` | ``
            [1,2]                                                                                      | `` | [1,2]
            {"error":null}                                                                             | `` | ``
            {"error":{"code":7,"message":{"a":1},"details":"x"}}                                       | 7 | ``
            {"message":"cut                                                                            | `` | {"message":"cut
            """)
    void shouldReadWhateverComes(String body, String code, String message) {
        // when
        PlatformError error = ErrorBody.read(response(body));

        // then
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void shouldReadTheWaitInADetail() {
        // when
        PlatformError error = ErrorBody.read(
                response(
                        "{\"error_code\":\"A\",\"message\":\"b\",\"details\":[{\"@type\":\"google.rpc.RetryInfo\",\"retry_delay\":\"42s\"}]}"));

        // then
        assertThat(error.retryDelay()).contains("42s");
    }

    @Test
    void shouldNameTheRequestIdOnlyIfItLooksLikeOne() {
        // when
        PlatformError good = ErrorBody.read(new Response(400, Map.of("x-ms-request-id", List.of("5c2b-442b")), "x"));
        PlatformError bad = ErrorBody.read(new Response(400, Map.of("x-ms-request-id", List.of("<b>x</b>")), "x"));

        // then
        assertThat(good.line()).isEqualTo("x (x-ms-request-id 5c2b-442b)");
        assertThat(bad.line()).isEqualTo("x");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void shouldMaskWhatLooksLikeAToken(String token) {
        // when
        PlatformError error = ErrorBody.read(response("{\"message\":\"refused " + token + " because\"}"));

        // then
        assertThat(error.message()).isEqualTo("refused *** because");
    }

    static List<String> tokens() {
        return List.of(
                "Bearer abcdefgh.ijkl", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "dapi0123456789abcdef-2");
    }

    @Test
    void shouldReadOnlyTheBeginningOfWhatIsNoJson() {
        // when
        PlatformError text = ErrorBody.read(response(" ".repeat(ErrorBody.MAX_READ) + "late"));
        PlatformError html = ErrorBody.read(response("<p>" + " ".repeat(ErrorBody.MAX_READ) + "<title>late</title>"));

        // then
        assertThat(ErrorBody.MAX_READ).isLessThanOrEqualTo(2_000);
        assertThat(text.message()).isEmpty();
        assertThat(html.message()).isEmpty();
    }

    @Test
    void shouldNotCutBetweenTheHalvesOfACharacter() {
        // when
        PlatformError error = ErrorBody.read(response("x".repeat(ErrorBody.MAX_TEXT - 2) + "\uD83D\uDE00".repeat(10)));

        // then
        assertThat(error.message()).isEqualTo("x".repeat(ErrorBody.MAX_TEXT - 2) + "…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html>gone<style>p {}          | gone
            <html>gone<script>evil()       | gone
            <html>gone<!-- hidden          | gone
            <html>x<pre>gone <b>now</b>    | gone now
            <title>502 Bad Gateway         | 502 Bad Gateway
            """)
    void shouldReadAnElementThatDoesNotEnd(String body, String message) {
        // when
        PlatformError error = ErrorBody.read(response(body));

        // then
        assertThat(error.message()).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("huge")
    void shouldKeepAtMost500CharactersOfAHugeBody(String body) {
        // when
        PlatformError error = ErrorBody.read(response(body));

        // then
        assertThat(error.message().length()).isLessThanOrEqualTo(ErrorBody.MAX_TEXT);
        assertThat(error.code().length()).isLessThanOrEqualTo(ErrorBody.MAX_TEXT);
    }

    static List<String> huge() {
        return List.of(
                "x".repeat(1_000_000),
                "<".repeat(1_000_000),
                "<script".repeat(100_000),
                "<pre>".repeat(100_000),
                "<html>" + "<!--".repeat(100_000),
                "[".repeat(1_000_000),
                "{\"error\":".repeat(100_000),
                "{\"message\":\"" + "y".repeat(1_000_000) + "\"}",
                "{\"error_code\":\"" + "Z".repeat(1_000_000) + "\"}",
                "{\"message\":\"a\",\"details\":[" + "{\"message\":\"b\"},".repeat(50_000) + "{}]}");
    }

    private static Response response(String body) {
        return new Response(400, Map.of(), body);
    }
}
