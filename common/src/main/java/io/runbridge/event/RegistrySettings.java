package io.runbridge.event;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of the registry client: what the operator wrote, under the official names, over our defaults.
 *
 * <p>Credentials inside a URL are moved to {@code basic.auth.user.info}, because the client logs its URLs.
 *
 * @param urls where the registry answers, without credentials; at least one
 * @param client everything else that the client takes
 * @param headers headers that go with every request, from {@code request.header.*}
 */
record RegistrySettings(List<String> urls, Map<String, String> client, Map<String, String> headers) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mock");

    /** The caller repeats calls itself and looks at its stop signal in between, so one call must end soon. */
    private static final Map<String, String> DEFAULTS = Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, "5000",
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "10000",
            SchemaRegistryClientConfig.MAX_RETRIES_CONFIG, "0");

    static RegistrySettings of(Map<String, String> written) {
        Map<String, String> client = new HashMap<>(DEFAULTS);
        client.putAll(written);
        List<URI> uris = Arrays.stream(
                        written.getOrDefault(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG, "")
                                .split(",", -1))
                .map(String::trim)
                .map(RegistrySettings::parse)
                .toList();
        moveCredentials(uris, client);
        List<String> urls =
                uris.stream().map(RegistrySettings::withoutCredentials).toList();
        client.put(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG, String.join(",", urls));
        return new RegistrySettings(urls, Map.copyOf(client), headers(written));
    }

    int cacheCapacity() {
        return Integer.parseInt(client.getOrDefault(
                AbstractKafkaSchemaSerDeConfig.MAX_SCHEMAS_PER_SUBJECT_CONFIG,
                String.valueOf(AbstractKafkaSchemaSerDeConfig.MAX_SCHEMAS_PER_SUBJECT_DEFAULT)));
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() != null && SCHEMES.contains(uri.getScheme()) && hasHost(uri)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Falls through: the exception's text repeats the URL, which may hold a password.
        }
        throw new IllegalArgumentException(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG
                + " must be a comma-separated list of http:// or https:// addresses");
    }

    /** A name with an underscore, usual among containers, is no host to {@link URI}, but is one to HTTP. */
    private static boolean hasHost(URI uri) {
        return uri.getHost() != null
                || (uri.getRawAuthority() != null && !uri.getRawAuthority().contains("@"));
    }

    private static void moveCredentials(List<URI> uris, Map<String, String> client) {
        Set<String> credentials = new HashSet<>();
        for (URI uri : uris) {
            if (uri.getRawUserInfo() != null) {
                credentials.add(uri.getRawUserInfo());
            }
        }
        if (credentials.size() > 1) {
            throw new IllegalArgumentException(AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG
                    + " must not hold different credentials for one registry");
        }
        for (String userInfo : credentials) {
            client.put(SchemaRegistryClientConfig.BASIC_AUTH_CREDENTIALS_SOURCE, "USER_INFO");
            client.put(
                    SchemaRegistryClientConfig.USER_INFO_CONFIG, URLDecoder.decode(userInfo, StandardCharsets.UTF_8));
        }
    }

    private static String withoutCredentials(URI uri) {
        return uri.getRawUserInfo() == null ? uri.toString() : uri.toString().replace(uri.getRawUserInfo() + "@", "");
    }

    private static Map<String, String> headers(Map<String, String> written) {
        String prefix = AbstractKafkaSchemaSerDeConfig.REQUEST_HEADER_PREFIX;
        return written.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(prefix))
                .collect(Collectors.toUnmodifiableMap(
                        setting -> setting.getKey().substring(prefix.length()), Map.Entry::getValue));
    }

    /** Only the addresses: the rest holds secrets. */
    @Override
    public String toString() {
        return "RegistrySettings" + urls;
    }
}
