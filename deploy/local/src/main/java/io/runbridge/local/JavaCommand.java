package io.runbridge.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One Java program as a process: a name for people, the class path, the main class and its arguments, options of its
 * virtual machine, environment variables added to ours, and the file that takes its output. Immutable.
 */
public record JavaCommand(
        String name,
        String classPath,
        String mainClass,
        List<String> arguments,
        List<String> options,
        Map<String, String> environment,
        Path log) {

    public JavaCommand {
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** Without extra environment. */
    public JavaCommand(
            String name, String classPath, String mainClass, List<String> arguments, List<String> options, Path log) {
        this(name, classPath, mainClass, arguments, options, Map.of(), log);
    }

    /** The same with further options of the virtual machine behind its own. */
    JavaCommand with(List<String> further) {
        List<String> all = new ArrayList<>(options);
        all.addAll(further);
        return new JavaCommand(name, classPath, mainClass, arguments, all, environment, log);
    }

    /** The command line, with the program under {@link ParentWatch}. */
    List<String> line() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(options);
        line.add("-cp");
        line.add(classPath);
        line.add(ParentWatch.class.getName());
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** Environment values may be secrets, so only their names are shown. */
    @Override
    public String toString() {
        return "JavaCommand[name=%s, mainClass=%s, environment=%s, log=%s]"
                .formatted(name, mainClass, environment.keySet(), log);
    }
}
