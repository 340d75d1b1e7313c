package io.runbridge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that is deleted when it is closed or this process ends. Any thread. */
public final class LocalFolder implements AutoCloseable {
    private final Path path;
    private final Runnable deleteAtExit = this::close;
    private volatile boolean kept;

    private LocalFolder(Path path) {
        this.path = path;
    }

    /** Creates the folder; what is started after this ends before the folder goes. */
    public static LocalFolder create() {
        try {
            LocalFolder folder = new LocalFolder(Files.createTempDirectory("runbridge-"));
            ExitActions.add(folder.deleteAtExit);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** From now on the folder stays, also after {@link #close()}: somebody wants to read the logs in it. */
    public void keep() {
        kept = true;
    }

    /** Deletes the folder with all it holds, unless it is to be kept; what cannot be deleted stays. */
    @Override
    public void close() {
        if (kept) {
            ExitActions.remove(deleteAtExit);
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Deleted by someone else: what was wanted.
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Tried to delete " + path + ", but something in it is still in use");
        }
        ExitActions.remove(deleteAtExit);
    }
}
