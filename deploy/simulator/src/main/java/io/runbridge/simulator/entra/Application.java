package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Call;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The one application that gets tokens, and by what it shows that it is that: a secret, certificates, tokens of another
 * identity provider that it trusts. Event loop only.
 */
public final class Application {

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final String id;
    private final String secret;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final Set<String> trustedTokens = new HashSet<>();

    /** An application with a secret and nothing else. */
    public Application(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    String id() {
        return id;
    }

    /** What the host's identity endpoint wants to see in its header. */
    String identityHeader() {
        return secret;
    }

    /**
     * Registers a certificate.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public void addCertificate(String pem) {
        try {
            certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("That is no certificate in PEM", e);
        }
    }

    /** Trusts a token of another identity provider, as it is. */
    public void trust(String token) {
        trustedTokens.add(token);
    }

    /** Forgets certificates and trusted tokens. */
    public void reset() {
        certificates.clear();
        trustedTokens.clear();
    }

    /** Refuses a form that shows neither secret nor assertion of this application. */
    void check(Call call, Form form, long nowSeconds) {
        String assertion = form.first("client_assertion");
        if (assertion.isEmpty()) {
            checkSecret(call, form.first("client_id"), form.first("client_secret"));
            return;
        }
        checkId(call, form.first("client_id"));
        if (!form.first("client_assertion_type").equals(ASSERTION_TYPE)) {
            throw call.refuse(400, "invalid_request/900144", "The client_assertion_type is not supported.");
        }
        if (!trustedTokens.contains(assertion)) {
            new ClientAssertion(assertion).check(call, id, certificates, nowSeconds);
        }
    }

    void checkSecret(Call call, String givenId, String givenSecret) {
        checkId(call, givenId);
        if (!givenSecret.equals(secret)) {
            throw call.refuse(
                    401,
                    "invalid_client/7000215",
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '" + givenId + "'.");
        }
    }

    private void checkId(Call call, String givenId) {
        if (!givenId.equals(id)) {
            throw call.refuse(
                    400,
                    "unauthorized_client/700016",
                    "Application with identifier '" + givenId + "' was not found in the directory.");
        }
    }
}
