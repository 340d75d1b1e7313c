package io.runbridge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class in this process and ends the process as soon as its parent is gone, even by kill -9. The
 * parent holds the other end of our standard input and never writes to it, so the end of that stream is the news.
 */
final class ParentWatch {
    private static final int PARENT_GONE = 70;

    private ParentWatch() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(() -> endWith(System.in), "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            Runtime.getRuntime().exit(1);
        }
    }

    private static void endWith(InputStream parent) {
        try {
            parent.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
