package io.runbridge.platform.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.runbridge.platform.http.Json;
import io.runbridge.platform.http.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a workspace takes token requests. Of what its metadata says only the path counts, and that only if it is of the
 * workspace's own address; else it is the usual one. Pure, any thread.
 */
final class TokenEndpoint {

    /** Fact: databricks-sdk-java's OpenIDConnectEndpoints and databricks-sdk-go, workspace level. */
    static final Target USUAL = Target.of("/oidc/v1/token");

    /** Nothing that would have to be encoded, and no step upwards. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,100}){1,10}");

    private final URI workspace;

    TokenEndpoint(URI workspace) {
        this.workspace = workspace;
    }

    Target of(JsonNode metadata) {
        return Json.string(metadata, "token_endpoint").flatMap(this::own).orElse(USUAL);
    }

    private Optional<Target> own(String address) {
        try {
            URI named = new URI(address);
            String prefix = prefix();
            return Optional.ofNullable(named.getRawPath())
                    .filter(path -> sameServer(named) && path.startsWith(prefix + "/"))
                    .map(path -> path.substring(prefix.length()))
                    .filter(path -> PATH.matcher(path).matches())
                    .map(Target::of);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean sameServer(URI named) {
        return workspace.getScheme().equalsIgnoreCase(named.getScheme())
                && workspace.getHost().equalsIgnoreCase(named.getHost())
                && port(workspace) == port(named)
                && named.getRawUserInfo() == null
                && named.getRawQuery() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private String prefix() {
        String path = workspace.getRawPath() == null ? "" : workspace.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
