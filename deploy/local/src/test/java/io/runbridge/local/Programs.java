package io.runbridge.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Small programs that the tests run as processes. */
final class Programs {
    private Programs() {}

    static JavaCommand command(String program, List<String> arguments, Map<String, String> environment, Path log) {
        return new JavaCommand(
                program,
                System.getProperty("java.class.path"),
                Programs.class.getName() + "$" + program,
                arguments,
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                environment,
                log);
    }

    static final class Talker {
        public static void main(String[] args) {
            for (String argument : args) {
                System.out.println(argument);
            }
            System.out.println(System.getenv("WORD"));
        }
    }

    static final class Failing {
        public static void main(String[] args) {
            if (args.length == 0) {
                throw new IllegalStateException("no such luck");
            }
        }
    }

    static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    /** Starts a child, prints its process id and waits. */
    static final class Parent {
        public static void main(String[] args) throws InterruptedException {
            LocalProcess child = LocalProcess.start(command("Waiting", List.of(), Map.of(), Path.of(args[0])));
            System.out.println(child.pid());
            Waiting.main(args);
        }
    }
}
