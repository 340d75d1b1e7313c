package io.runbridge.auth;

import io.runbridge.config.Secret;
import io.runbridge.platform.FailureCategory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its RSA key, as its file has them now. Immutable, any thread. Fact: Azure Identity takes PEM with an
 * unencrypted PKCS#8 key, the application's certificate before its chain, and PKCS#12 with one key.
 */
final class ClientCertificate {

    private static final Pattern CERTIFICATE = block("CERTIFICATE");
    private static final Pattern KEY = block("PRIVATE KEY");

    private final byte[] content;
    private final boolean pem;
    private final Instant endsAt;

    private ClientCertificate(byte[] content, boolean pem, Instant endsAt) {
        this.content = content;
        this.pem = pem;
        this.endsAt = endsAt;
    }

    /**
     * Reads the file, whatever its name ends in.
     *
     * @throws UnusableFileException if it cannot be read or does not hold both
     */
    static ClientCertificate read(String file, Optional<Secret> password) {
        byte[] content = content(file);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        boolean pem = text.contains("-----BEGIN ");
        try {
            X509Certificate certificate = pem ? ofPem(file, text) : ofStore(file, content, password);
            return new ClientCertificate(content, pem, certificate.getNotAfter().toInstant());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(
                    pem
                            ? "the certificate file " + file + " holds a certificate or key that cannot be read"
                            : "the certificate file " + file
                                    + " cannot be opened: it must be PEM or PKCS#12, and auth.certificate-password its"
                                    + " password");
        }
    }

    private static byte[] content(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw unusable("the certificate file " + file + " cannot be read");
        }
    }

    private static X509Certificate ofPem(String file, String text) throws GeneralSecurityException {
        Matcher key = KEY.matcher(text);
        Matcher certificate = CERTIFICATE.matcher(text);
        if (!key.find() || !certificate.find()) {
            throw unusable("the certificate file " + file
                    + " lacks a certificate or an unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
        }
        KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1))));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getMimeDecoder().decode(certificate.group(1))));
    }

    private static X509Certificate ofStore(String file, byte[] content, Optional<Secret> password)
            throws IOException, GeneralSecurityException {
        char[] characters = password.map(Secret::reveal).orElse("").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), characters);
        for (String alias : Collections.list(store.aliases())) {
            Key key = store.getKey(alias, characters);
            if (key instanceof RSAKey && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return certificate;
            }
        }
        throw unusable("the certificate file " + file + " lacks a certificate with its RSA key");
    }

    /** The file as it is. */
    byte[] content() {
        return content.clone();
    }

    /** Whether the file is PEM; else it is PKCS#12. */
    boolean pem() {
        return pem;
    }

    /** When the certificate ends. */
    Instant endsAt() {
        return endsAt;
    }

    /** Another file may be there the next moment, so nothing is refused for good. */
    private static UnusableFileException unusable(String text) {
        return new UnusableFileException(FailureCategory.UNAVAILABLE, text);
    }

    private static Pattern block(String label) {
        return Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*+)-----END " + label + "-----");
    }
}
