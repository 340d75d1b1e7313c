package io.runbridge.auth;

import io.runbridge.config.Secret;
import io.runbridge.platform.FailureCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file with a workload's own token, which its surroundings write anew before the token ends. Any thread. */
final class TokenFile {

    /** In bytes; real ones have some 2 KiB. */
    private static final int LONGEST = 65_536;

    private TokenFile() {}

    /**
     * What it holds now.
     *
     * @throws UnusableFileException if it cannot be read, is empty or longer than 64 KiB
     */
    static Secret read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            String token = new String(bytes, StandardCharsets.UTF_8).strip();
            if (token.isEmpty() || bytes.length > LONGEST) {
                throw unusable("the token file " + file + " holds no token");
            }
            return new Secret(token);
        } catch (IOException | InvalidPathException e) {
            throw unusable("the token file " + file + " cannot be read; is the service account's token mounted there?");
        }
    }

    /** It may be there the next moment, so nothing is refused for good. */
    private static UnusableFileException unusable(String text) {
        return new UnusableFileException(FailureCategory.UNAVAILABLE, text);
    }
}
