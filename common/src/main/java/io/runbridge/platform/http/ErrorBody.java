package io.runbridge.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.PlatformText;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads whatever a platform sends as the body of a refusal; never fails. Known shapes: Azure's CloudError with nested
 * details (fact: Synapse REST 2020-12-01, artifacts.json), Databricks' {@code error_code} as text or number, legacy
 * {@code error}, SCIM {@code detail}, message only, {@code CODE: text}, HTML and nothing (fact: databricks-sdk-java,
 * error parsers). Any thread.
 */
final class ErrorBody {

    /** Longest text that is kept, in characters. */
    static final int MAX_TEXT = 500;

    /** As much of a text is looked at: it tells what it has to tell at its beginning. */
    static final int MAX_READ = 2_000;

    private static final int MAX_DETAILS = 10;
    private static final int MAX_NESTING = 5;
    private static final Pattern CODE_AND_TEXT = Pattern.compile("([A-Z][A-Z0-9_]{2,60}): (.*)", Pattern.DOTALL);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    // An element that does not end reaches to the end, as in a browser; so no search begins more than once in vain.
    private static final Pattern PRE = Pattern.compile("(?is)<pre\\b[^<>]*>(.*?)(?:</pre>|\\z)");
    private static final Pattern TITLE = Pattern.compile("(?is)<title\\b[^<>]*>(.*?)(?:</title>|\\z)");
    private static final Pattern INVISIBLE =
            Pattern.compile("(?is)<(script|style)\\b.*?(?:</\\1>|\\z)|<!--.*?(?:-->|\\z)");
    private static final Pattern TAG = Pattern.compile("<[^<>]{0,1000}>");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private ErrorBody() {}

    static PlatformError read(Response response) {
        Optional<String> requestId = response.header("x-ms-request-id")
                .filter(id -> REQUEST_ID.matcher(id).matches());
        String text = response.body();
        Optional<JsonNode> json = Json.read(text).filter(JsonNode::isObject);
        if (json.isPresent()) {
            return ofJson(json.get(), requestId);
        }
        String beginning = PlatformText.cut(text, MAX_READ);
        String plain = clean(beginning.stripLeading().startsWith("<") ? visible(beginning) : beginning);
        Matcher coded = CODE_AND_TEXT.matcher(plain);
        return coded.matches()
                ? new PlatformError(coded.group(1), coded.group(2), requestId, Optional.empty())
                : new PlatformError("", plain, requestId, Optional.empty());
    }

    private static PlatformError ofJson(JsonNode root, Optional<String> requestId) {
        JsonNode error = root.path("error").isObject() ? root.get("error") : root;
        String code = first(error, "code", "error_code", "scimType").orElse("");
        Set<String> texts = new LinkedHashSet<>();
        first(error, "message", "detail", "error_description", "error")
                .map(message -> message + target(error))
                .ifPresent(texts::add);
        details(error, texts, 0);
        return new PlatformError(
                clean(code), clean(String.join("; ", texts)), requestId, retryDelay(error.path("details")));
    }

    private static void details(JsonNode error, Set<String> texts, int depth) {
        if (depth == MAX_NESTING || !error.path("details").isArray()) {
            return;
        }
        for (JsonNode item : error.get("details")) {
            if (texts.size() == MAX_DETAILS) {
                return;
            }
            JsonNode detail = item.path("error").isObject() ? item.get("error") : item;
            Optional<String> code = first(detail, "code", "reason");
            Optional<String> message = first(detail, "message");
            String text = code.map(c -> message.map(m -> c + ": " + m).orElse(c))
                    .or(() -> message)
                    .orElse("");
            if (!text.isEmpty()) {
                texts.add(text + target(detail));
            }
            details(detail, texts, depth + 1);
        }
    }

    private static String target(JsonNode error) {
        return first(error, "target").map(target -> " [" + target + "]").orElse("");
    }

    /** The RetryInfo among Databricks' details. */
    private static Optional<String> retryDelay(JsonNode details) {
        for (JsonNode detail : details) {
            Optional<String> delay = first(detail, "retry_delay");
            if (delay.isPresent()) {
                return delay;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(JsonNode node, String... members) {
        for (String member : members) {
            Optional<String> text = Json.text(node, member);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private static String visible(String html) {
        for (Pattern telling : new Pattern[] {PRE, TITLE}) {
            Matcher matcher = telling.matcher(html);
            if (matcher.find()) {
                return TAG.matcher(matcher.group(1)).replaceAll(" ");
            }
        }
        return TAG.matcher(INVISIBLE.matcher(html).replaceAll(" ")).replaceAll(" ");
    }

    private static String clean(String text) {
        String line = PlatformText.masked(
                BLANKS.matcher(PlatformText.cut(text, MAX_READ)).replaceAll(" ").trim());
        return line.length() <= MAX_TEXT ? line : PlatformText.cut(line, MAX_TEXT - 1) + "…";
    }
}
