package io.runbridge.secret;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Files of one folder, as orchestrators mount secrets: one secret a file, read as UTF-8 without a line break at its end.
 * A name cannot lead out of the folder, for it has no slash; mounted files are links, which are followed. Any thread.
 */
record DirectoryVault(Path folder) implements Vault {

    /** Longest secret, bytes. */
    private static final int LONGEST = 65_536;

    @Override
    public CompletionStage<Answer<Secret>> read(SecretReference reference) {
        // Files block, and who asks may be an event loop.
        return CompletableFuture.supplyAsync(() -> readNow(reference));
    }

    private Answer<Secret> readNow(SecretReference reference) {
        Path file = folder.resolve(reference.name());
        if (!Files.isRegularFile(file)) {
            return missing(reference, "has no file of this name");
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST
                    ? missing(reference, "has a file of more than " + LONGEST + " bytes there")
                    : Answer.success(
                            new Secret(new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "")));
        } catch (NoSuchFileException e) {
            return missing(reference, "has no file of this name any more");
        } catch (IOException e) {
            return Answer.failed(Failure.of(
                    FailureCategory.UNAVAILABLE,
                    UNAVAILABLE,
                    "Tried to read " + reference + ", but " + e.getClass().getSimpleName()));
        }
    }

    private static Answer<Secret> missing(SecretReference reference, String reason) {
        return Answer.failed(Failure.of(
                FailureCategory.REJECTED, NOT_FOUND, "There is no secret " + reference + ": its folder " + reason));
    }
}
