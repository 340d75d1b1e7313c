package io.runbridge.trigger.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** States in the order in which they were found, each with the one it was reached from; read once, or kept for a trace. */
final class Frontier {

    private static final int CHUNK = 1 << 14;

    private final int width;
    private final boolean kept;
    private final List<int[]> chunks = new ArrayList<>();
    private int size;

    /** @param kept whether states stay here after {@link #read} has passed them */
    Frontier(int slots, boolean kept) {
        this.width = slots + 1;
        this.kept = kept;
    }

    int size() {
        return size;
    }

    void add(int[] state, int parent) {
        if (size % CHUNK == 0) {
            chunks.add(new int[CHUNK * width]);
        }
        int[] chunk = chunks.get(size / CHUNK);
        int at = size % CHUNK * width;
        System.arraycopy(state, 0, chunk, at, width - 1);
        chunk[at + width - 1] = parent;
        size++;
    }

    int[] read(int index) {
        if (!kept && index % CHUNK == 0 && index > 0) {
            chunks.set(index / CHUNK - 1, null);
        }
        int at = index % CHUNK * width;
        return Arrays.copyOfRange(chunks.get(index / CHUNK), at, at + width - 1);
    }

    int parent(int index) {
        return chunks.get(index / CHUNK)[index % CHUNK * width + width - 1];
    }
}
