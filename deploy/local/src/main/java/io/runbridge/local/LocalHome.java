package io.runbridge.local;

import io.runbridge.local.broker.BrokerMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build left in a module's target folder: in this one's the class path of the services and the unpacked
 * registry, in the broker's its class path. Immutable, any thread.
 */
record LocalHome(Path folder, Path ownClasses) {

    /** Finds the folder that these classes were built into, whether they run from it or from its jar. */
    static LocalHome find() {
        return of(LocalHome.class);
    }

    private static LocalHome of(Class<?> any) {
        try {
            Path own = Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI());
            return new LocalHome(own.getParent(), own);
        } catch (URISyntaxException e) {
            throw new LocalFailure("Tried to find a module's target folder, but its location is no path", e);
        }
    }

    /** Everything a service needs, without the broker's jars. */
    String servicesClassPath() {
        return ownClasses + File.pathSeparator + read("services.classpath");
    }

    /** Everything the broker needs; of this module only its settings for logging. */
    String brokerClassPath() {
        LocalHome broker = of(BrokerMain.class);
        return String.join(
                File.pathSeparator,
                broker.ownClasses.toString(),
                broker.read("broker.classpath"),
                ownClasses.toString());
    }

    /** The registry's runner, which names all its other jars in its manifest. */
    String registryClassPath() {
        Path registry = folder.resolve("registry");
        try (Stream<Path> files = Files.list(registry)) {
            List<Path> runners = files.filter(
                            file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .toList();
            if (runners.size() != 1) {
                throw new LocalFailure("Tried to find the registry in " + registry + ", but it holds " + runners.size()
                        + " runner jars");
            }
            return ownClasses + File.pathSeparator + runners.get(0);
        } catch (IOException e) {
            throw notBuilt(registry, e);
        }
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw notBuilt(file, e);
        }
    }

    private static LocalFailure notBuilt(Path path, IOException cause) {
        return new LocalFailure(
                "Tried to read " + path + ", but it is not there: build with 'mvn package' first",
                new UncheckedIOException(cause));
    }
}
