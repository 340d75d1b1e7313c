package io.runbridge.simulator.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A throw-away certificate authority and one server certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}.
 *
 * <p>Made with the JDK alone (P-256, ECDSA with SHA-256), valid from a day ago for ten years, never stored except for
 * the authority's certificate. Any thread; immutable.
 *
 * @param authorityPem the authority's certificate
 * @param serverPem the server's certificate
 * @param serverKeyPem the server's private key, PKCS#8
 */
public record LocalAuthority(String authorityPem, String serverPem, String serverKeyPem) {

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final byte[] AUTHORITY = name("Runbridge simulator CA");
    private static final byte[] SERVER = name("localhost");
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(3650);

    /**
     * Makes new keys and certificates.
     *
     * @throws IllegalStateException if this JDK lacks P-256
     */
    public static LocalAuthority create() {
        try {
            KeyPair authority = keyPair();
            KeyPair server = keyPair();
            byte[] ca = certificate(AUTHORITY, authority.getPublic(), authority, authorityExtensions(keyId(authority)));
            byte[] cert = certificate(SERVER, server.getPublic(), authority, serverExtensions(keyId(authority)));
            return new LocalAuthority(
                    pem("CERTIFICATE", ca),
                    pem("CERTIFICATE", cert),
                    pem("PRIVATE KEY", server.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tried to make the simulator's certificates, but the JDK refused", e);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] certificate(byte[] subject, PublicKey key, KeyPair issuer, byte[] extensions)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] body = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, new SecureRandom()).setBit(120)),
                ECDSA_SHA256,
                AUTHORITY,
                Der.sequence(Der.time(now.minus(BACKDATED)), Der.time(now.plus(VALID))),
                subject,
                key.getEncoded(),
                Der.explicit(3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate());
        signature.update(body);
        return Der.sequence(body, ECDSA_SHA256, Der.bits(signature.sign(), 0));
    }

    private static byte[] authorityExtensions(byte[] keyId) {
        byte[] signsCertificates = Der.bits(new byte[] {0x06}, 1);
        return Der.sequence(
                extension("2.5.29.19", true, Der.sequence(Der.bool(true))),
                extension("2.5.29.15", true, signsCertificates),
                extension("2.5.29.14", false, Der.octets(keyId)));
    }

    private static byte[] serverExtensions(byte[] keyId) {
        byte[] names = Der.sequence(
                Der.implicit(2, "localhost".getBytes(StandardCharsets.US_ASCII)),
                Der.implicit(7, new byte[] {127, 0, 0, 1}),
                Der.implicit(7, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        byte[] serverAuth = Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"));
        return Der.sequence(
                extension("2.5.29.19", true, Der.sequence()),
                extension("2.5.29.17", false, names),
                extension("2.5.29.35", false, Der.sequence(Der.implicit(0, keyId))),
                extension("2.5.29.37", false, serverAuth));
    }

    private static byte[] keyId(KeyPair pair) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-1").digest(pair.getPublic().getEncoded());
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** The certificate only, never the key. */
    @Override
    public String toString() {
        return "LocalAuthority[" + authorityPem + "]";
    }
}
