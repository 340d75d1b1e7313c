package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Call;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A JWT that a client signed with the key of its certificate, RS256 or PS256. Event loop only. Source: Microsoft identity
 * platform, application authentication certificate credentials; the AADSTS numbers are those of its error reference.
 */
final class ClientAssertion {

    private static final String INVALID = "invalid_client/";

    private final String text;

    ClientAssertion(String text) {
        this.text = text;
    }

    /** Refuses it unless one of the certificates signed it, for this client, this endpoint and this moment. */
    void check(Call call, String clientId, List<X509Certificate> certificates, long nowSeconds) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw call.refuse(401, INVALID + "50027", "JWT token is invalid or malformed.");
        }
        JsonObject head = json(call, parts[0]);
        JsonObject claims = json(call, parts[1]);
        X509Certificate certificate = certificates.stream()
                .filter(known -> named(known, head))
                .findFirst()
                .orElseThrow(() -> unknown(call, claims));
        if (!signed(certificate, head, parts)) {
            throw call.refuse(401, INVALID + "700027", "Client assertion failed signature validation.");
        }
        if (!clientId.equals(claims.getString("iss")) || !clientId.equals(claims.getString("sub"))) {
            throw call.refuse(401, INVALID + "700021", "Client assertion application identifier does not match.");
        }
        if (!endpoint(call).equals(claims.getString("aud"))) {
            throw call.refuse(401, INVALID + "700023", "Client assertion audience claim does not match Realm issuer.");
        }
        if (claims.getLong("exp", 0L) <= nowSeconds || claims.getLong("nbf", 0L) > nowSeconds + 300) {
            throw call.refuse(401, INVALID + "700024", "Client assertion is not within its valid time range.");
        }
    }

    /** What names no certificate is taken for the token of another identity provider. */
    private static RuntimeException unknown(Call call, JsonObject claims) {
        return call.refuse(
                401,
                INVALID + "700213",
                "No matching certificate or federated identity record found for presented assertion subject '"
                        + claims.getString("sub") + "'.");
    }

    private static boolean named(X509Certificate certificate, JsonObject head) {
        return matches(certificate, "SHA-256", head.getString("x5t#S256"))
                || matches(certificate, "SHA-1", head.getString("x5t"));
    }

    private static boolean matches(X509Certificate certificate, String hash, String thumbprint) {
        try {
            byte[] own = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
            return thumbprint != null && Arrays.equals(own, decode(thumbprint));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean signed(X509Certificate certificate, JsonObject head, String[] parts) {
        try {
            Optional<Signature> algorithm = algorithm(head.getString("alg", ""));
            if (algorithm.isEmpty()) {
                return false;
            }
            Signature signature = algorithm.get();
            signature.initVerify(certificate.getPublicKey());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Signature> algorithm(String name) throws GeneralSecurityException {
        if (name.equals("RS256")) {
            return Optional.of(Signature.getInstance("SHA256withRSA"));
        }
        if (!name.equals("PS256")) {
            return Optional.empty();
        }
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return Optional.of(signature);
    }

    private static String endpoint(Call call) {
        return call.baseUrl() + call.uri().split("\\?", -1)[0];
    }

    private static JsonObject json(Call call, String part) {
        try {
            return new JsonObject(Buffer.buffer(decode(part)));
        } catch (DecodeException | ClassCastException | IllegalArgumentException e) {
            throw call.refuse(401, INVALID + "50027", "JWT token is invalid or malformed.");
        }
    }

    /** Base64 in either alphabet, with or without padding. */
    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder()
                .decode(base64.replace('+', '-').replace('/', '_').replace("=", ""));
    }
}
