package io.runbridge.platform.testing;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A client's key with its own certificate, made by the JDK's keytool. */
public final class TestCertificate {

    /** Opens the PKCS#12 file. */
    public static final String PASSWORD = "pl4nted-pfx-passw0rd";

    private final Path pfx;
    private final Path pem;
    private final String certificate;

    private TestCertificate(Path pfx, Path pem, String certificate) {
        this.pfx = pfx;
        this.pem = pem;
        this.certificate = certificate;
    }

    /** A new one, kept in the folder. */
    public static TestCertificate valid(Path folder) throws Exception {
        return make(folder, "valid", List.of("-keyalg", "RSA"));
    }

    /** One that ended days ago. */
    public static TestCertificate ended(Path folder) throws Exception {
        return make(folder, "ended", List.of("-keyalg", "RSA", "-startdate", "-9d", "-validity", "5"));
    }

    /** One with a key that is not RSA's. */
    public static TestCertificate elliptic(Path folder) throws Exception {
        return make(folder, "elliptic", List.of("-keyalg", "EC"));
    }

    private static TestCertificate make(Path folder, String name, List<String> options) throws Exception {
        Path pfx = folder.resolve(name + ".pfx");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                pfx.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(options);
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError("keytool made no key");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(pfx)) {
            store.load(in, PASSWORD.toCharArray());
        }
        String certificate = block("CERTIFICATE", store.getCertificate(name).getEncoded());
        String key =
                block("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded());
        Path pem = Files.writeString(folder.resolve(name + ".pem"), key + certificate);
        return new TestCertificate(pfx, pem, certificate);
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    /** Key and certificate as PKCS#12. */
    public Path pfx() {
        return pfx;
    }

    /** Key and certificate as PEM. */
    public Path pem() {
        return pem;
    }

    /** The certificate alone, as PEM. */
    public String certificate() {
        return certificate;
    }
}
