package io.runbridge.simulator;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Base64;

/** A client's key and certificate, and JWTs signed with them. */
final class SignedAssertion {

    private static final String PASSWORD = "changeit";

    private final Path store;
    private final PrivateKey key;
    private final Certificate certificate;

    /** A new RSA key with a certificate, kept as PKCS#12 in the folder. */
    SignedAssertion(Path folder, String name) throws Exception {
        store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError("keytool made no key");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        key = (PrivateKey) keys.getKey(name, PASSWORD.toCharArray());
        certificate = keys.getCertificate(name);
    }

    Path store() {
        return store;
    }

    String password() {
        return PASSWORD;
    }

    /** The certificate alone. */
    String pem() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** A JWT with these claims that names its certificate. */
    String sign(JsonObject claims) throws Exception {
        String thumbprint = encode(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        JsonObject head = new JsonObject().put("alg", "RS256").put("typ", "JWT").put("x5t#S256", thumbprint);
        String text = encode(head.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.encode().getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + encode(signature.sign());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
