package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** What a page of a list looks like: the items are missing where there are none. Any thread. */
final class ListPage {

    private static final Set<String> ABOUT_PAGES = Set.of("next_page_token", "prev_page_token", "has_more");

    private ListPage() {}

    /** Whether this is one; an object that says anything else instead of the items is none. */
    static boolean of(String items, JsonNode json) {
        return json.path(items).isArray()
                || (json.isObject()
                        && json.properties().stream().map(Map.Entry::getKey).allMatch(ABOUT_PAGES::contains));
    }
}
